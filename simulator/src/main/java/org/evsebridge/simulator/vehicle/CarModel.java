package org.evsebridge.simulator.vehicle;

import java.time.Duration;
import java.util.Optional;

/**
 * What a car can do and how it behaves.
 *
 * @param phases 1 to 3 phases its charger uses, from L1 on
 * @param maxAmperes per phase, 6 to 63
 */
public record CarModel(
    int phases, double maxAmperes, Battery battery, Timing timing, Habits habits) {

  /**
   * The battery when the car arrives.
   *
   * @param kilowattHours its size
   * @param percent its state of charge, 0 to 100
   * @param targetPercent where the car stops charging
   */
  public record Battery(double kilowattHours, double percent, double targetPercent) {
    public static final Battery DEFAULT = new Battery(60, 20, 100);
  }

  /**
   * How fast it is.
   *
   * @param startDelay from the first pulse on the pilot until it asks for current
   * @param reaction until it follows a changed pulse width, or the end of the pulses
   * @param rampAmperesPerSecond how fast its current rises
   */
  public record Timing(Duration startDelay, Duration reaction, double rampAmperesPerSecond) {
    public static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(2), Duration.ofMillis(500), 4);
  }

  /**
   * What it does otherwise than it should.
   *
   * @param overdrawAmperes how much more than allowed it draws, as far as its charger can
   * @param sleepsAfter how long without pulses until it sleeps; then only an interruption of the
   *     pilot wakes it
   * @param ventilation whether it asks for a ventilated place
   * @param diodeFault whether the diode is missing that the pilot's test needs
   */
  public record Habits(
      double overdrawAmperes,
      Optional<Duration> sleepsAfter,
      boolean ventilation,
      boolean diodeFault) {
    public static final Habits NONE = new Habits(0, Optional.empty(), false, false);

    /** These habits in a car that sleeps. */
    public Habits sleepingAfter(Duration idle) {
      return new Habits(overdrawAmperes, Optional.of(idle), ventilation, diodeFault);
    }

    /** These habits in a car that draws too much. */
    public Habits overdrawing(double amperes) {
      return new Habits(amperes, sleepsAfter, ventilation, diodeFault);
    }

    /** These habits in a car that asks for ventilation. */
    public Habits wantingVentilation() {
      return new Habits(overdrawAmperes, sleepsAfter, true, diodeFault);
    }

    /** These habits in a car without the diode. */
    public Habits withoutDiode() {
      return new Habits(overdrawAmperes, sleepsAfter, ventilation, true);
    }
  }

  public CarModel {
    if (phases < 1 || phases > 3) {
      throw new IllegalArgumentException("a car has 1 to 3 phases, not " + phases);
    }
  }

  /** A car without habits. */
  public static CarModel of(int phases, double maxAmperes) {
    return new CarModel(phases, maxAmperes, Battery.DEFAULT, Timing.DEFAULT, Habits.NONE);
  }

  public CarModel with(Battery other) {
    return new CarModel(phases, maxAmperes, other, timing, habits);
  }

  public CarModel with(Timing other) {
    return new CarModel(phases, maxAmperes, battery, other, habits);
  }

  public CarModel with(Habits other) {
    return new CarModel(phases, maxAmperes, battery, timing, other);
  }
}

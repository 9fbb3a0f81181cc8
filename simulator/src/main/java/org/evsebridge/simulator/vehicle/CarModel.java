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
    int phases, double maxAmperes, Battery battery, Timing timing, Draw draw, Habits habits) {

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
   * How much it draws, as far as its charger can.
   *
   * @param least with less on offer than this, in amperes, it takes nothing
   * @param below how many amperes less than allowed
   * @param over how many amperes more than allowed
   * @param startPeak how many amperes more in its first second, whatever its charger can
   */
  public record Draw(double least, double below, double over, double startPeak) {
    public static final Draw DEFAULT = new Draw(PilotSignal.LOWEST_AMPERES, 0.2, 0, 0);
  }

  /**
   * What it does otherwise than it should.
   *
   * @param sleepsAfter how long without pulses until it sleeps; then only an interruption of the
   *     pilot wakes it
   * @param dropsPhaseAfter how long its charger runs until it is too warm for its last phase; it
   *     has cooled when it has rested for as long
   * @param stickyPhases whether it goes on with as many phases as it began with, until the pilot is
   *     interrupted
   * @param ventilation whether it asks for a ventilated place
   * @param diodeFault whether the diode is missing that the pilot's test needs
   */
  public record Habits(
      Optional<Duration> sleepsAfter,
      Optional<Duration> dropsPhaseAfter,
      boolean stickyPhases,
      boolean ventilation,
      boolean diodeFault) {
    public static final Habits NONE =
        new Habits(Optional.empty(), Optional.empty(), false, false, false);

    /** These habits in a car that sleeps. */
    public Habits sleepingAfter(Duration idle) {
      return new Habits(Optional.of(idle), dropsPhaseAfter, stickyPhases, ventilation, diodeFault);
    }

    /** These habits in a car whose charger gets too warm. */
    public Habits droppingPhaseAfter(Duration run) {
      return new Habits(sleepsAfter, Optional.of(run), stickyPhases, ventilation, diodeFault);
    }

    /** These habits in a car that keeps the number of its phases. */
    public Habits stickingToPhases() {
      return new Habits(sleepsAfter, dropsPhaseAfter, true, ventilation, diodeFault);
    }

    /** These habits in a car that asks for ventilation. */
    public Habits wantingVentilation() {
      return new Habits(sleepsAfter, dropsPhaseAfter, stickyPhases, true, diodeFault);
    }

    /** These habits in a car without the diode. */
    public Habits withoutDiode() {
      return new Habits(sleepsAfter, dropsPhaseAfter, stickyPhases, ventilation, true);
    }
  }

  public CarModel {
    if (phases < 1 || phases > 3) {
      throw new IllegalArgumentException("a car has 1 to 3 phases, not " + phases);
    }
  }

  /** A car without habits. */
  public static CarModel of(int phases, double maxAmperes) {
    return new CarModel(
        phases, maxAmperes, Battery.DEFAULT, Timing.DEFAULT, Draw.DEFAULT, Habits.NONE);
  }

  /** This one able to draw another current. */
  public CarModel withMaxAmperes(double amperes) {
    return new CarModel(phases, amperes, battery, timing, draw, habits);
  }

  public CarModel with(Battery other) {
    return new CarModel(phases, maxAmperes, other, timing, draw, habits);
  }

  public CarModel with(Timing other) {
    return new CarModel(phases, maxAmperes, battery, other, draw, habits);
  }

  public CarModel with(Draw other) {
    return new CarModel(phases, maxAmperes, battery, timing, other, habits);
  }

  public CarModel with(Habits other) {
    return new CarModel(phases, maxAmperes, battery, timing, draw, other);
  }
}

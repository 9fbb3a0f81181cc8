package org.evsebridge.simulator.junit;

import java.time.Duration;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A car: one of the presets, and how it differs from it. What a value may be is checked when the
 * car is used.
 *
 * <pre>{@code
 * car(CarPreset.HYBRID).soc(40).target(80)
 * }</pre>
 */
public final class CarBuilder {
  private final Keys keys = new Keys();

  private CarBuilder() {}

  /** The common car: three phases, 11 kW. */
  public static CarBuilder car() {
    return new CarBuilder();
  }

  /** A car like that. */
  public static CarBuilder car(CarPreset preset) {
    return car().with("preset", preset);
  }

  private CarBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** How many phases its charger uses, 1 to 3, from L1 on. */
  public CarBuilder phases(int phases) {
    return with("phases", phases);
  }

  /** What its charger takes from each phase, 6 to 63 A. */
  public CarBuilder maxCurrent(double amperes) {
    return with("max-current", amperes);
  }

  /** The battery's size, 1 to 1000 kWh. */
  public CarBuilder battery(double kilowattHours) {
    return with("battery", kilowattHours);
  }

  /** The battery's state of charge when the car comes, 0 to 100 %. */
  public CarBuilder soc(double percent) {
    return with("soc", percent);
  }

  /** Where it stops charging, 0 to 100 %. */
  public CarBuilder target(double percent) {
    return with("target", percent);
  }

  /** From the pilot's first pulse until it asks for current. */
  public CarBuilder startDelay(Duration delay) {
    return with("start-delay", delay);
  }

  /** Until it follows a changed pulse width, or the end of the pulses. */
  public CarBuilder reaction(Duration reaction) {
    return with("reaction", reaction);
  }

  /** How fast its current rises, 0.1 to 100 A/s. */
  public CarBuilder ramp(double amperesPerSecond) {
    return with("ramp", amperesPerSecond);
  }

  /** With less on offer than this it takes nothing, 0 to 63 A. */
  public CarBuilder minCurrent(double amperes) {
    return with("min-current", amperes);
  }

  /** How much less than it may it draws, 0 to 32 A. */
  public CarBuilder drawsBelow(double amperes) {
    return with("draws-below", amperes);
  }

  /** How much more than it may it draws, 0 to 32 A, as far as its charger can. */
  public CarBuilder overdraw(double amperes) {
    return with("overdraw", amperes);
  }

  /** How much more it draws in its first second, 0 to 100 A, whatever its charger can. */
  public CarBuilder startPeak(double amperes) {
    return with("start-peak", amperes);
  }

  /** How long without pulses until it sleeps; an interruption of the pilot wakes it. */
  public CarBuilder sleepsAfter(Duration idle) {
    return with("sleeps-after", idle);
  }

  /** How long its charger runs until it is too warm for its last phase. */
  public CarBuilder dropsPhaseAfter(Duration run) {
    return with("drops-phase-after", run);
  }

  /** Whether it goes on with as many phases as it began with, until the pilot is interrupted. */
  public CarBuilder stickyPhases(boolean sticks) {
    return with("sticky-phases", sticks);
  }

  /** Whether it asks for a ventilated place, state D. */
  public CarBuilder ventilation(boolean wanted) {
    return with("ventilation", wanted);
  }

  /** Whether the diode in its pilot circuit is missing. */
  public CarBuilder diodeFault(boolean missing) {
    return with("diode-fault", missing);
  }

  Keys keys() {
    return keys;
  }
}

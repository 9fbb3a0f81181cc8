package org.evsebridge.simulator.junit;

import org.evsebridge.simulator.house.BatterySettings;

/** A house's battery, or how one that is there changes. */
public final class BatteryBuilder {
  private final Keys keys = new Keys();

  private BatteryBuilder() {}

  /**
   * A battery.
   *
   * @param kilowattHours what it holds from empty to full
   */
  public static BatteryBuilder battery(double kilowattHours) {
    return new BatteryBuilder().with("capacity", kilowattHours);
  }

  /** The battery that is there, for a change; what is not said stays. */
  public static BatteryBuilder battery() {
    return new BatteryBuilder();
  }

  private BatteryBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** The most that it gives or takes, on all phases together, in W. */
  public BatteryBuilder power(double watts) {
    return with("power", watts);
  }

  /** Its state of charge, in per cent. */
  public BatteryBuilder soc(double percent) {
    return with("soc", percent);
  }

  /** Down to which state of charge it gives, in per cent. */
  public BatteryBuilder minSoc(double percent) {
    return with("min-soc", percent);
  }

  /** Up to which state of charge it takes, in per cent. */
  public BatteryBuilder maxSoc(double percent) {
    return with("max-soc", percent);
  }

  /** The share of what it takes that it gives again, 0.1 to 1. */
  public BatteryBuilder efficiency(double share) {
    return with("efficiency", share);
  }

  /** What it does. */
  public BatteryBuilder mode(BatterySettings.Mode mode) {
    return with("mode", mode);
  }

  Keys keys() {
    return keys;
  }
}

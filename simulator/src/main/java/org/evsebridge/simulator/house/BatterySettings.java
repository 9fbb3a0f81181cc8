package org.evsebridge.simulator.house;

/**
 * A house's battery and its inverter, which hangs on every phase of the connection.
 *
 * @param kilowattHours what it holds from empty to full
 * @param watts the most that it gives or takes, on all phases together
 * @param percent its state of charge at first
 * @param leastPercent down to which it gives
 * @param mostPercent up to which it takes
 * @param efficiency the share of what it takes that it gives again, more than 0 to 1
 * @param mode what it does at first
 */
public record BatterySettings(
    double kilowattHours,
    double watts,
    double percent,
    double leastPercent,
    double mostPercent,
    double efficiency,
    Mode mode) {
  /** What a battery does; the words are evcc's. */
  public enum Mode {
    /** Takes what the house feeds back, and gives what it draws. */
    NORMAL,
    /** Gives nothing. */
    HOLD,
    /** Takes all that it can, from the grid too. */
    CHARGE,
    /** Takes nothing. */
    HOLDCHARGE
  }

  /** Half full, as batteries of houses are sold. */
  public static final BatterySettings DEFAULT =
      new BatterySettings(10, 5000, 50, 10, 100, 0.9, Mode.NORMAL);
}

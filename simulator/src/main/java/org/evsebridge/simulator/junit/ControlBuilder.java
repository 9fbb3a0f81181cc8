package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.time.LocalTime;

/** Who controls the modules of a stepped station. */
public final class ControlBuilder {
  private final Keys keys = new Keys();

  private ControlBuilder() {}

  /** The maker's load balancing, up to the house's main fuse unless told otherwise. */
  public static ControlBuilder balancing() {
    return new ControlBuilder().with("rule", "balancing");
  }

  /** Charging with what the panels give beyond the house. */
  public static ControlBuilder surplus() {
    return new ControlBuilder().with("rule", "surplus");
  }

  /** Charging while energy is cheap; the station needs {@link StationBuilder#prices prices}. */
  public static ControlBuilder tariff() {
    return new ControlBuilder().with("rule", "tariff");
  }

  private ControlBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** Tariff: charges while energy from the grid costs no more than this, in €/kWh. */
  public ControlBuilder priceAtMost(double price) {
    return with("price-at-most", price);
  }

  /** Tariff: charges in the cheapest quarters of an hour of a day, so long in all. */
  public ControlBuilder cheapest(Duration inAll) {
    return with("cheapest", inAll);
  }

  /** Tariff: in which hours {@link #cheapest} looks for them, over midnight if need be. */
  public ControlBuilder between(LocalTime from, LocalTime to) {
    return with("between", from + "-" + to);
  }

  /**
   * Tariff: what all cars together take at most while a register of the meter counts.
   *
   * @param register 1 or 2
   * @param amperes A, 0 to 63
   */
  public ControlBuilder limit(int register, int amperes) {
    keys.block("limits").set(String.valueOf(register), amperes);
    return this;
  }

  /** Balancing and tariff: what the main fuse carries on each phase, in A. */
  public ControlBuilder fuse(double amperes) {
    return with("fuse", amperes);
  }

  /** Surplus: how many phases the cars use, 1 to 3. */
  public ControlBuilder phases(int phases) {
    return with("phases", phases);
  }

  /** A charger that it drives; all unless one is named. */
  public ControlBuilder charger(String name) {
    keys.add("chargers", name);
    return this;
  }

  Keys keys() {
    return keys;
  }
}

package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.BatterySettings.Mode;

/** The {@code house.battery} block, and a change of it by the same keys. */
public final class BatteryBlock {
  private static final String AS_IT_IS = "as it is";
  private static final String IN_ORDER = "'min-soc' is at most 'max-soc'";
  private static final BatterySettings DEFAULT = BatterySettings.DEFAULT;

  private static final Key<Double> CAPACITY =
      Key.number("capacity", 0.1, 1000).says("kWh; what it holds from empty to full").such("10");

  private static final Key<Double> POWER =
      Key.number("power", 0, 100_000)
          .or(DEFAULT.watts())
          .says("W; the most that it gives or takes, on all phases together");

  private static final Key<Double> SOC =
      Key.number("soc", 0, 100).or(DEFAULT.percent()).says("%; its state of charge");

  private static final Key<Double> MIN_SOC =
      Key.number("min-soc", 0, 100).or(DEFAULT.leastPercent()).says("%; down to which it gives");

  private static final Key<Double> MAX_SOC =
      Key.number("max-soc", 0, 100).or(DEFAULT.mostPercent()).says("%; up to which it takes");

  private static final Key<Double> EFFICIENCY =
      Key.number("efficiency", 0.1, 1)
          .or(DEFAULT.efficiency())
          .says("the share of what it takes that it gives again");

  private static final Key<Mode> MODE =
      Key.choice("mode", Mode.class)
          .or(DEFAULT.mode())
          .says(
              "whether it sees to it that nothing passes the connection, gives nothing, takes all"
                  + " that it can, or takes nothing");

  private static final Key<Optional<Double>> OTHER_CAPACITY =
      CAPACITY.optional(AS_IT_IS).says("kWh; what it holds; gives a house without one a battery");

  private static final Key<Optional<Double>> OTHER_POWER = POWER.optional(AS_IT_IS);
  private static final Key<Optional<Double>> OTHER_SOC = SOC.optional(AS_IT_IS);
  private static final Key<Optional<Double>> OTHER_MIN_SOC = MIN_SOC.optional(AS_IT_IS);
  private static final Key<Optional<Double>> OTHER_MAX_SOC = MAX_SOC.optional(AS_IT_IS);
  private static final Key<Optional<Double>> OTHER_EFFICIENCY = EFFICIENCY.optional(AS_IT_IS);
  private static final Key<Optional<Mode>> OTHER_MODE = MODE.optional(AS_IT_IS);

  /** Its keys. */
  static final Block<BatterySettings> BLOCK =
      Block.of(CAPACITY, POWER, SOC, MIN_SOC, MAX_SOC, EFFICIENCY, MODE)
          .rule(Rule.of(IN_ORDER, given -> given.get(MIN_SOC) <= given.get(MAX_SOC)))
          .making(
              given ->
                  new BatterySettings(
                      given.get(CAPACITY),
                      given.get(POWER),
                      given.get(SOC),
                      given.get(MIN_SOC),
                      given.get(MAX_SOC),
                      given.get(EFFICIENCY),
                      given.get(MODE)));

  /** A change by the same keys. */
  public static final Block<Battery.Change> CHANGE =
      Block.of(
              OTHER_CAPACITY,
              OTHER_POWER,
              OTHER_SOC,
              OTHER_MIN_SOC,
              OTHER_MAX_SOC,
              OTHER_EFFICIENCY,
              OTHER_MODE)
          .making(
              given ->
                  new Battery.Change(
                      given.get(OTHER_CAPACITY),
                      given.get(OTHER_POWER),
                      given.get(OTHER_SOC),
                      given.get(OTHER_MIN_SOC),
                      given.get(OTHER_MAX_SOC),
                      given.get(OTHER_EFFICIENCY),
                      given.get(OTHER_MODE)));

  private BatteryBlock() {}

  /** What is wrong with a battery that a change would make; empty when nothing is. */
  public static Optional<String> fault(BatterySettings battery) {
    return battery.leastPercent() <= battery.mostPercent()
        ? Optional.empty()
        : Optional.of(IN_ORDER);
  }
}

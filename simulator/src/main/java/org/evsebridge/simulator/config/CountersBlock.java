package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.meter.CounterReadings;
import org.evsebridge.simulator.meter.MbusSettings;

/** The {@code counters} block of a meter. */
final class CountersBlock {
  private static final double MOST_KWH = 999_999;

  private static final Key<Double> IMPORT1 = energy("import1", "drawn in tariff 1");
  private static final Key<Double> IMPORT2 = energy("import2", "drawn in tariff 2");
  private static final Key<Double> EXPORT1 = energy("export1", "fed back in tariff 1");
  private static final Key<Double> EXPORT2 = energy("export2", "fed back in tariff 2");

  private static final Key<Optional<Double>> GAS =
      Key.number("gas", 0, MbusSettings.HIGHEST_COUNTER)
          .optional("0")
          .says("m³; where there is no 'mbus'");

  static final Block<Values> BLOCK = Block.of(IMPORT1, IMPORT2, EXPORT1, EXPORT2, GAS);

  private CountersBlock() {}

  private static Key<Double> energy(String name, String what) {
    return Key.number(name, 0, MOST_KWH).or(0.0).says("kWh; " + what);
  }

  static CounterReadings electricity(Values given) {
    return new CounterReadings(
        given.get(IMPORT1), given.get(IMPORT2), given.get(EXPORT1), given.get(EXPORT2));
  }

  static Optional<Double> gas(Values given) {
    return given.get(GAS);
  }
}

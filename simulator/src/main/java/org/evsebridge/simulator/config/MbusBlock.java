package org.evsebridge.simulator.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.meter.MbusKind;
import org.evsebridge.simulator.meter.MbusSettings;

/**
 * What hangs on a meter's M-Bus channels: {@code mbus: [{channel: 2, kind: water}]}. Without that
 * list a gas meter hangs on channel 1, which {@code gas-serial}, {@code gas-per-year} and {@code
 * counters.gas} describe.
 */
final class MbusBlock {
  private static final double MOST_PER_YEAR = 100_000;
  private static final MbusSettings GAS = MbusSettings.DEFAULT.get(0);

  static final Key<Optional<String>> GAS_SERIAL =
      Key.of("gas-serial", Scalars.SERIAL)
          .optional(GAS.serial())
          .says("the gas meter's serial number; where there is no 'mbus'");

  static final Key<Optional<Double>> GAS_PER_YEAR =
      Key.number("gas-per-year", 0, MOST_PER_YEAR)
          .optional(String.valueOf(Math.round(GAS.perYear())))
          .says("m³; the household's use of gas; where there is no 'mbus'");

  private static final Key<Integer> CHANNEL =
      Key.whole("channel", 1, MbusSettings.HIGHEST_CHANNEL).or(1).says("the M-Bus channel");

  private static final Key<MbusKind> KIND =
      Key.choice("kind", MbusKind.class).or(MbusKind.GAS).says("what it counts");

  private static final Key<String> SERIAL =
      Key.of("serial", Scalars.SERIAL)
          .or("one of its own", given -> MbusSettings.serialOn(given.get(CHANNEL)))
          .says("its serial number");

  private static final Key<Double> COUNTER =
      Key.number("counter", 0, MbusSettings.HIGHEST_COUNTER)
          .or(0.0)
          .says("m³, heat in GJ; what it has counted before the start");

  private static final Key<Double> PER_YEAR =
      Key.number("per-year", 0, MOST_PER_YEAR)
          .or("as its kind", given -> given.get(KIND).perYear())
          .says("m³, heat in GJ; what the household uses");

  private static final Block<MbusSettings> BLOCK =
      Block.of(CHANNEL, KIND, SERIAL, COUNTER, PER_YEAR)
          .making(
              given ->
                  new MbusSettings(
                      given.get(CHANNEL),
                      given.get(KIND),
                      given.get(SERIAL),
                      given.get(COUNTER),
                      given.get(PER_YEAR)));

  static final Key<List<Placed<MbusSettings>>> MBUS =
      Key.list("mbus", BLOCK.placed())
          .or("a gas meter on channel 1", given -> List.of())
          .says("the meters on its M-Bus channels")
          .such("[{channel: 1, kind: gas}, {channel: 2, kind: water}]");

  private MbusBlock() {}

  /**
   * All meters on the channels.
   *
   * @param meter the keys of the smart meter
   * @param counter that of gas
   */
  static List<MbusSettings> all(Values meter, Optional<Double> counter) {
    if (!meter.has(MBUS)) {
      return List.of(
          new MbusSettings(
              GAS.channel(),
              GAS.kind(),
              meter.get(GAS_SERIAL).orElse(GAS.serial()),
              counter.orElse(GAS.counter()),
              meter.get(GAS_PER_YEAR).orElse(GAS.perYear())));
    }
    if (meter.has(GAS_SERIAL) || meter.has(GAS_PER_YEAR) || counter.isPresent()) {
      meter.problem(
          meter.at(),
          "with 'mbus' the gas meter is described there, not by 'gas-serial', 'gas-per-year' and"
              + " 'counters: {gas}'");
    }
    List<MbusSettings> all = new ArrayList<>();
    Set<Integer> channels = new HashSet<>();
    for (Placed<MbusSettings> one : meter.get(MBUS)) {
      if (!channels.add(one.value().channel())) {
        meter.problem(one.at(), "two meters hang on M-Bus channel " + one.value().channel());
      }
      all.add(one.value());
    }
    return List.copyOf(all);
  }
}

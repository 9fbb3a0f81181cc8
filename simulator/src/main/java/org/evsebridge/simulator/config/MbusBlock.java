package org.evsebridge.simulator.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.meter.MbusKind;
import org.evsebridge.simulator.meter.MbusSettings;

/**
 * What hangs on a meter's M-Bus channels: {@code mbus: [{channel: 2, kind: water}]}. Without that
 * list a gas meter hangs on channel 1, which {@code gas-serial}, {@code gas-per-year} and {@code
 * counters.gas} describe.
 */
final class MbusBlock {
  private static final double MOST_PER_YEAR = 100_000;

  private MbusBlock() {}

  /** Takes the keys of all M-Bus meters out of the meter's block and of its counters. */
  static List<MbusSettings> read(Fields meter, Optional<Fields> counters) {
    Position gasAt = meter.at();
    MbusSettings usual = MbusSettings.DEFAULT.get(0);
    Optional<String> serial = MeterBlock.serial(meter, "gas-serial");
    Optional<Double> perYear = meter.number("gas-per-year", 0, MOST_PER_YEAR);
    Optional<Double> counter =
        counters.flatMap(f -> f.number("gas", 0, MbusSettings.HIGHEST_COUNTER));
    MbusSettings gas =
        new MbusSettings(
            usual.channel(),
            MbusKind.GAS,
            serial.orElse(usual.serial()),
            counter.orElse(usual.counter()),
            perYear.orElse(usual.perYear()));
    if (!meter.has("mbus")) {
      return List.of(gas);
    }
    if (serial.isPresent() || perYear.isPresent() || counter.isPresent()) {
      meter.problem(
          gasAt,
          "with 'mbus' the gas meter is described there, not by 'gas-serial', 'gas-per-year' and"
              + " 'counters: {gas}'");
    }
    return list(meter);
  }

  private static List<MbusSettings> list(Fields meter) {
    List<MbusSettings> all = new ArrayList<>();
    Set<Integer> channels = new HashSet<>();
    for (Fields fields : meter.blocks("mbus")) {
      MbusSettings one = one(fields);
      if (!channels.add(one.channel())) {
        meter.problem(fields.at(), "two meters hang on M-Bus channel " + one.channel());
      }
      all.add(one);
    }
    return List.copyOf(all);
  }

  private static MbusSettings one(Fields fields) {
    MbusKind kind =
        fields.value("kind", "one of " + MbusKind.names(), MbusKind::named).orElse(MbusKind.GAS);
    int channel = fields.integer("channel", 1, MbusSettings.HIGHEST_CHANNEL).orElse(1);
    MbusSettings settings =
        new MbusSettings(
            channel,
            kind,
            MeterBlock.serial(fields, "serial").orElse(MbusSettings.serialOn(channel)),
            fields.number("counter", 0, MbusSettings.HIGHEST_COUNTER).orElse(0.0),
            fields.number("per-year", 0, MOST_PER_YEAR).orElse(kind.perYear()));
    fields.done();
    return settings;
  }
}

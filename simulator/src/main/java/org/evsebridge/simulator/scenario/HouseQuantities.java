package org.evsebridge.simulator.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.meter.Tariff;
import org.evsebridge.simulator.price.Bill;
import org.evsebridge.simulator.station.Station;

/** Quantities of the house, its meter and its energy. */
final class HouseQuantities {
  static final List<QuantityWord> ALL =
      List.of(
          QuantityWord.of(
              "grid",
              "A",
              "from the grid on the phase that has most; negative when it feeds back",
              m -> m.house().flow().amperes().max()),
          onPhase(
              "grid L1..L3 or L1..L3",
              "(?:grid )?(L[123])",
              "A",
              "the same of a phase",
              (house, phase) -> house.flow().amperes().get(phase)),
          QuantityWord.of(
              "power",
              "kW",
              "from the grid on all phases together",
              m -> m.house().flow().watts().sum() / 1000),
          QuantityWord.of("sun", "kW", "what panels give", m -> m.house().sunWatts() / 1000)
              .within(Range.FROM_ZERO),
          QuantityWord.of(
              "battery",
              "kW",
              "what the house's battery gives; negative while it is charged",
              ofBattery(battery -> battery.watts() / 1000)),
          QuantityWord.of("battery soc", "%", "its state of charge", ofBattery(Battery::percent))
              .within(Range.PER_CENT),
          onPhase(
                  "volts L1..L3",
                  "volts (L[123])",
                  "V",
                  "phase to neutral",
                  (house, phase) -> house.volts().get(phase))
              .within(Range.FROM_ZERO),
          onPhase(
                  "fuse L1..L3",
                  "fuse (L[123])",
                  "%",
                  "how much of its time a main fuse has used up; at 100 it blows",
                  (house, phase) -> 100 * house.fuseUse(phase))
              .within(Range.PER_CENT),
          QuantityWord.of(
                  "fuses blown", "", "how many main fuses have", m -> m.house().blownFuses().size())
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "imported", "kWh", "what the meter has counted", m -> m.meter().importedKwh())
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "exported", "kWh", "the same of what is fed back", m -> m.meter().exportedKwh())
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "imported tariff 1..2",
                  "imported tariff ([12])",
                  "kWh",
                  "in one of the meter's two registers (1-0:1.8.1, 1.8.2)",
                  match -> m -> m.meter().importedKwh(tariff(match)))
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "exported tariff 1..2",
                  "exported tariff ([12])",
                  "kWh",
                  "the same of what is fed back (1-0:2.8.1, 2.8.2)",
                  match -> m -> m.meter().exportedKwh(tariff(match)))
              .within(Range.FROM_ZERO),
          QuantityWord.of("telegrams", "", "how many the meter has sent", m -> m.meter().sent())
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "telegram OBIS",
                  "telegram (\\d-\\d:\\d+\\.\\d+\\.\\d+)",
                  "",
                  "a value of the last one, such as telegram 1-0:31.7.0",
                  HouseQuantities::ofTelegram)
              .within(Range.FROM_ZERO),
          QuantityWord.of(
                  "exceptions",
                  "",
                  "how many the modules have answered with; what a line's fault makes up is none of theirs",
                  Station.Models::exceptions)
              .within(Range.FROM_ZERO),
          ofBill("price", "€/kWh", "what energy from the grid costs now", Bill::price),
          ofBill("cost", "€", "what the house has paid, less what it got", Bill::euros));

  private HouseQuantities() {}

  private interface OnPhase {
    double of(House house, Phase phase);
  }

  private static QuantityWord onPhase(
      String shown, String pattern, String unit, String meaning, OnPhase value) {
    return QuantityWord.of(
        shown,
        pattern,
        unit,
        meaning,
        match -> {
          Phase phase = Phase.valueOf(match.group(1));
          return m -> value.of(m.house(), phase);
        });
  }

  private static Tariff tariff(MatchResult match) {
    return match.group(1).equals("1") ? Tariff.ONE : Tariff.TWO;
  }

  /** Not a number in a house without one. */
  static ToDoubleFunction<Station.Models> ofBattery(ToDoubleFunction<Battery> value) {
    return models -> {
      Battery battery = models.house().battery();
      return battery.settings().isPresent() ? value.applyAsDouble(battery) : Double.NaN;
    };
  }

  /** Only where there are prices. */
  private static QuantityWord ofBill(
      String name, String unit, String meaning, ToDoubleFunction<Bill> value) {
    return new QuantityWord(
        name,
        unit,
        meaning + ", with 'prices'",
        Pattern.compile(name),
        (n, match, models) -> {
          bill(models);
          return new Quantity(name, unit, sight -> value.applyAsDouble(bill(sight.models())));
        });
  }

  /**
   * What the energy has cost.
   *
   * @throws WrongValue where there are no prices
   */
  static Bill bill(Station.Models models) {
    return models
        .bill()
        .orElseThrow(() -> new WrongValue("'price' and 'cost' need 'prices' in the rig"));
  }

  private static ToDoubleFunction<Station.Models> ofTelegram(MatchResult match) {
    // The last parentheses hold the value; before them may stand the time it is of.
    Pattern line =
        Pattern.compile(
            "^"
                + Pattern.quote(match.group(1))
                + "(?:\\([^)\\r\\n]*\\))*\\((\\d+(?:\\.\\d+)?)[^)\\r\\n]*\\)\\r?$",
            Pattern.MULTILINE);
    return models -> {
      byte[] sent = models.meter().lastSent();
      Matcher value = line.matcher(new String(sent, StandardCharsets.ISO_8859_1));
      return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
    };
  }
}

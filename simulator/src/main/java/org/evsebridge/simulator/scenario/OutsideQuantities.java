package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Quantities of programs outside. */
final class OutsideQuantities {
  static final List<QuantityWord> ALL =
      List.of(
          word("evcc warnings", "", "how often evcc has warned", s -> s.outside().warnings())
              .within(Range.FROM_ZERO),
          word("evcc errors", "", "how many errors it has told", s -> s.outside().errors())
              .within(Range.FROM_ZERO),
          new QuantityWord(
              "evcc PATH",
              "",
              "a value of evcc's /api/state, such as evcc loadpoints[0].chargePower; power is in"
                  + " kW, a current in A, true is 1",
              Pattern.compile("evcc (.+)"),
              (name, m, models) -> ofEvcc(name, m.group(1))),
          new QuantityWord(
              "http URL PATH",
              "",
              "a number or truth value in the JSON that any program answers to GET, such as http"
                  + " http://127.0.0.1:7070/status cars[0].amps",
              Pattern.compile("http (https?://\\S+) (\\S+)"),
              (name, m, models) -> {
                String url = m.group(1);
                String path = m.group(2);
                return new Quantity(name, "", sight -> sight.outside().value(url, path));
              }));

  private OutsideQuantities() {}

  private static QuantityWord word(
      String name, String unit, String meaning, ToDoubleFunction<Sight> value) {
    return new QuantityWord(
        name,
        unit,
        meaning,
        Pattern.compile(name),
        (n, m, models) -> new Quantity(name, unit, value));
  }

  private static Quantity ofEvcc(String name, String path) {
    return path.endsWith("ower")
        ? new Quantity(name, "kW", sight -> sight.outside().value(path) / 1000)
        : new Quantity(
            name, path.endsWith("Current") ? "A" : "", sight -> sight.outside().value(path));
  }
}

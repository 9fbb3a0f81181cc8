package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Nearest;

/** The names of all quantities. */
final class QuantityWords {
  static final List<QuantityWord> ALL =
      Stream.of(HouseQuantities.ALL, ChargerQuantities.ALL, OutsideQuantities.ALL)
          .flatMap(List::stream)
          .toList();

  private QuantityWords() {}

  /** Which a name may have meant, for messages. */
  static String near(String name, List<String> chargers) {
    List<String> plain = ALL.stream().map(word -> word.shown().split(" \\[", 2)[0]).toList();
    return Nearest.to(name.split(" of ", 2)[0], plain)
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(
            () -> "quantities are " + listed() + "; CHARGER: " + String.join(", ", chargers));
  }

  private static String listed() {
    StringBuilder listed = new StringBuilder();
    for (int i = 0; i < ALL.size(); i++) {
      QuantityWord word = ALL.get(i);
      boolean isLastOfItsUnit = i + 1 == ALL.size() || !ALL.get(i + 1).unit().equals(word.unit());
      listed.append(i == 0 ? "" : ", ").append(isLastOfItsUnit ? word.listed() : word.shown());
    }
    return listed.toString();
  }

  /** A table of the documentation. */
  static String table() {
    return "| quantity | unit | range | what it is |\n|---|---|---|---|\n"
        + ALL.stream()
            .map(
                word ->
                    String.join(
                        " | ",
                        "| `" + word.shown() + "`",
                        word.unit(),
                        word.range().toString(),
                        word.meaning() + " |"))
            .collect(Collectors.joining("\n"));
  }
}

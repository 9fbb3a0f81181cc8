package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all quantities. */
final class QuantityWords {
  static final List<QuantityWord> ALL =
      Stream.of(HouseQuantities.ALL, ChargerQuantities.ALL, OutsideQuantities.ALL)
          .flatMap(List::stream)
          .toList();

  private QuantityWords() {}

  /** For messages. */
  static String listed() {
    return ALL.stream().map(QuantityWord::listed).collect(Collectors.joining(", "));
  }

  /** A table of the documentation. */
  static String table() {
    return "| quantity | unit | what it is |\n|---|---|---|\n"
        + ALL.stream()
            .map(
                word -> "| `" + word.shown() + "` | " + word.unit() + " | " + word.meaning() + " |")
            .collect(Collectors.joining("\n"));
  }
}

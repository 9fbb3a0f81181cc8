package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Nearest;

/** The words in which events say what is done. */
public final class Words {
  static final List<Word> ALL =
      Stream.of(ProgramWords.ALL, LineWords.ALL, HouseWords.ALL, ChargerWords.ALL, HouseWords.OPEN)
          .flatMap(List::stream)
          .toList();

  private Words() {}

  /** How those are written that a text may have meant, or all where it is near none. */
  static String near(String text) {
    List<String> beginnings =
        ALL.stream().map(Word::begins).filter(first -> !first.matches("[A-Z]+")).toList();
    Optional<String> meant = Nearest.to(text.split(" ", 2)[0], beginnings);
    return ALL.stream()
        .filter(word -> meant.isEmpty() || word.begins().equals(meant.get()))
        .map(Word::shown)
        .collect(Collectors.joining(", "));
  }

  /** A table of the documentation: the words and what they do. */
  static String table() {
    return "| word | what it does |\n|---|---|\n"
        + ALL.stream()
            .map(word -> "| `" + word.shown() + "` | " + word.meaning() + " |")
            .collect(Collectors.joining("\n"));
  }

  /**
   * The words that do what a request to the control API does.
   *
   * @param request such as {@code PUT /house/loads/{load}}
   */
  public static List<String> as(String request) {
    return ALL.stream().filter(word -> word.requests().contains(request)).map(Word::shown).toList();
  }

  /** All requests to the control API that a word says it does the same as. */
  public static List<String> requests() {
    return ALL.stream().flatMap(word -> word.requests().stream()).distinct().toList();
  }
}

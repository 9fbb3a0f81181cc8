package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.simulator.scenario.Words;
import org.junit.jupiter.api.Test;

/** Whatever the control API can do is an event of scenarios, or it is said why not. */
class WordsOfRequestsTest {
  private static final Map<String, String> NO_EVENTS =
      new TreeMap<>(
          Map.of(
              "POST /reset", "each run begins anew",
              "POST /clock/step", "the time of a run passes by itself"));

  private static List<String> deeds() throws Exception {
    try (Served served = new Served(Optional.empty())) {
      return served.api.routes().stream()
          .filter(route -> !route.method().equals("GET"))
          .map(route -> route.method() + " " + route.path())
          .toList();
    }
  }

  @Test
  void eachRequestThatDoesSomethingHasAWordOrAReason() throws Exception {
    for (String deed : deeds()) {
      assertThat(Words.as(deed).isEmpty()).as(deed).isEqualTo(NO_EVENTS.containsKey(deed));
    }
  }

  @Test
  void noWordOrReasonSpeaksOfARequestThatThereIsNot() throws Exception {
    assertThat(deeds()).containsAll(Words.requests()).containsAll(NO_EVENTS.keySet());
  }

  @Test
  void theDocumentationSetsThemSideBySide() throws Exception {
    Documents.requireTable(
        "words of requests",
        "| request | word |\n|---|---|\n"
            + deeds().stream()
                .map(deed -> "| `" + deed + "` | " + words(deed) + " |")
                .collect(Collectors.joining("\n")));
  }

  private static String words(String deed) {
    return NO_EVENTS.containsKey(deed)
        ? "none: " + NO_EVENTS.get(deed)
        : Words.as(deed).stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}

package org.evsebridge.simulator.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFilterTest {
  @ParameterizedTest
  @CsvSource({
    "pb, pb",
    "p^[Bq, pq", // an arrow
    "^OPb, b", // F1
    "^[15~o, o", // F5
    "^[1;5Bo, o", // an arrow with Ctrl
    "^p, p", // Esc by itself, or Alt
    "^^[Aq, q"
  })
  void arrowsAndFunctionKeysAreNoLetters(String typed, String passed) {
    StringBuilder keys = new StringBuilder();
    KeyFilter filter = new KeyFilter(key -> keys.append((char) key));
    typed.replace('^', '\u001b').chars().forEach(filter);
    assertThat(keys).hasToString(passed);
  }
}

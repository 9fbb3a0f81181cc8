package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 3, 0, 000",
    "15.49, 3, 0, 015",
    "15.5, 3, 0, 016",
    "0.106, 2, 3, 00.106",
    "0.0004, 2, 3, 00.000",
    "0.0005, 2, 3, 00.001",
    "9.9996, 2, 3, 10.000",
    "229.45, 3, 1, 229.5",
    "1581.123, 6, 3, 001581.123",
    "123.456, 2, 3, 123.456",
  })
  void roundsHalfUpAndPadsWithZeros(double value, int whole, int decimals, String expected) {
    StringBuilder out = new StringBuilder("(");
    Digits.append(out, value, whole, decimals);
    assertThat(out).hasToString("(" + expected);
  }

  @Test
  void writesATextAsTheHexDigitsOfItsCharacters() {
    StringBuilder out = new StringBuilder();
    Digits.hex(out, "E09Z/");
    assertThat(out).hasToString("4530395A2F");
  }
}

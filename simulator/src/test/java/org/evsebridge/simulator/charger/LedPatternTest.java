package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedPatternTest {
  /** State, closed phases, then what is seen every 250 ms for six seconds, and the external LED. */
  @ParameterizedTest
  @CsvSource({
    "UNDEFINED, 0, 111111111111111111111111, GREEN, 000000000000000000000000",
    "A, 0,         100000000000100000000000, GREEN, 111111111111111111111111",
    "B, 0,         101010101010101010101010, GREEN, 101010101010101010101010",
    "C, 1,         100000010000001000000100, BLUE,  111111111111111111111111",
    "C, 3,         101000000101000000101000, BLUE,  111111111111111111111111",
    "D, 0,         101010101010101010101010, GREEN, 101010101010101010101010",
    "ERROR, 0,     000000000000000000000000, RED,   111111111111111111111111",
    "HARDWARE_ERROR, 0, 000000000000000000000000, RED, 111111111111111111111111"
  })
  void theLedsOfAStateStepByStep(
      ModuleState state, int phases, String green, Leds.Colour colour, String external) {
    Leds leds = Leds.of(state, phases, LedPattern.DARK);

    assertThat(seen(leds.green(), green.length())).isEqualTo(green);
    assertThat(seen(leds.external(), external.length())).isEqualTo(external);
    assertThat(leds.colour()).isEqualTo(colour);
  }

  @Test
  void aStepLasts250Milliseconds() {
    LedPattern pattern = new LedPattern("10");
    assertThat(pattern.litAt(Duration.ofMillis(249))).isTrue();
    assertThat(pattern.litAt(Duration.ofMillis(250))).isFalse();
    assertThat(pattern.litAt(Duration.ofMillis(499))).isFalse();
    assertThat(pattern.litAt(Duration.ofMillis(500))).isTrue();
  }

  @Test
  void aPatternIsMadeOfOnesAndZeros() {
    assertThatThrownBy(() -> new LedPattern("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LedPattern("102")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String seen(LedPattern pattern, int steps) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      text.append(pattern.litAt(Duration.ofMillis(250L * i)) ? '1' : '0');
    }
    return text.toString();
  }
}

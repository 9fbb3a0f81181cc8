package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The board's temperature as firmware 2.10.8 was seen to judge it. */
class ProtectionTest {
  private final Protection protection = new Protection();

  private void at(double celsius) {
    protection.look(new Protection.Senses(celsius, true, false, false, false));
  }

  @Test
  void tenAmperesFromSixtySixToSixtyEightDegreesNothingFromEightyFive() {
    at(66);
    assertThat(protection.mostAmperes()).isGreaterThan(32);
    at(68);
    assertThat(protection.mostAmperes()).isEqualTo(10);
    at(84.9);
    assertThat(protection.mostAmperes()).isEqualTo(10);
    assertThat(protection.bits()).isZero();
    at(85);
    assertThat(protection.mostAmperes()).isZero();
    assertThat(protection.bits()).isEqualTo(1);
    assertThat(protection.forcedState()).as("the state stays").isEmpty();
  }

  @Test
  void theErrorBitGoesByEightyDegreesAndTheCurrentComesBackBetweenSixtyAndForty() {
    at(90);
    at(80);
    assertThat(protection.bits()).isZero();
    assertThat(protection.mostAmperes()).isZero();
    at(60);
    assertThat(protection.mostAmperes()).isZero();
    at(40);
    assertThat(protection.mostAmperes()).isGreaterThan(32);
  }
}

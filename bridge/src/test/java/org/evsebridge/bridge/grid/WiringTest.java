package org.evsebridge.bridge.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
  private static final PerPhase CHARGER = new PerPhase(16, 8, 4);

  @Test
  void aRotatedChargerLoadsOtherPhasesOfTheHouse() {
    Wiring rotated = Wiring.parse("L2-L3-L1").orElseThrow();
    assertThat(rotated.toHouse(CHARGER)).isEqualTo(new PerPhase(4, 16, 8));
    assertThat(rotated.toCharger(rotated.toHouse(CHARGER))).isEqualTo(CHARGER);
  }

  @Test
  void aOnePhaseChargerSeesAndLoadsItsOwnPhaseOnly() {
    Wiring onL3 = Wiring.parse("L3").orElseThrow();
    assertThat(onL3.toHouse(CHARGER)).isEqualTo(new PerPhase(0, 0, 16));
    assertThat(onL3.toCharger(new PerPhase(228, 229, 230))).isEqualTo(new PerPhase(230, 0, 0));
  }

  @Test
  void theUsualWiringChangesNothing() {
    assertThat(Wiring.parse("L1, L2, L3")).contains(Wiring.STRAIGHT);
    assertThat(Wiring.STRAIGHT.toHouse(CHARGER)).isEqualTo(CHARGER);
    assertThat(Wiring.STRAIGHT.fits(List.of(Phase.L1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "L4", "L1-L1-L2", "L1-L2-L3-L1", "1"})
  void refusesWhatIsNoWiring(String text) {
    assertThat(Wiring.parse(text)).isEmpty();
  }
}

package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The situations that were published of a real module, within the scatter that it showed. */
class MeterChipTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static MeterChip seeded(long seed) {
    return new MeterChip(1, seed, MeterChip.IdlePhases.SEEN);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 42, -7})
  void switchedOffInStateBTheMainsShowOnL1AndTheOthersShowSevenVolts(long seed) {
    for (Duration t = Duration.ZERO; t.compareTo(DAY) < 0; t = t.plusSeconds(61)) {
      PerPhase volts = seeded(seed).volts(PerPhase.all(233), 0, t);
      assertThat(volts.l1()).isBetween(232.0, 234.0);
      assertThat(volts.l2()).isBetween(7.0, 8.0);
      assertThat(volts.l3()).isBetween(7.0, 8.0);
      assertThat(seeded(seed).amperes(PerPhase.ZERO, t)).isEqualTo(PerPhase.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 42, -7})
  void chargingOnOnePhaseTheOthersShowSixVoltsAndAFewHundredthsOfAnAmpere(long seed) {
    for (Duration t = Duration.ZERO; t.compareTo(DAY) < 0; t = t.plusSeconds(61)) {
      PerPhase volts = seeded(seed).volts(PerPhase.all(232), 1, t);
      assertThat(volts.l1()).isBetween(231.0, 233.0);
      assertThat(volts.l2()).isBetween(6.0, 6.5);
      assertThat(volts.l3()).isBetween(6.2, 6.85);
      PerPhase amperes = seeded(seed).amperes(new PerPhase(6.02, 0, 0), t);
      assertThat(amperes.l1()).isBetween(5.95, 6.09);
      assertThat(amperes.l2()).isBetween(0.03, 0.04);
      assertThat(amperes.l3()).isBetween(0.055, 0.07);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 42, -7})
  void chargingOnThreePhasesWithSixAmperesIsFourKilowatts(long seed) {
    for (Duration t = Duration.ZERO; t.compareTo(DAY) < 0; t = t.plusSeconds(61)) {
      PerPhase volts = seeded(seed).volts(PerPhase.all(232.5), 3, t);
      PerPhase amperes = seeded(seed).amperes(PerPhase.all(5.98), t);
      assertThat(amperes.l1()).isBetween(5.92, 6.04);
      assertThat(amperes.l2()).isBetween(5.92, 6.04);
      assertThat(amperes.l3()).isBetween(5.92, 6.04);
      assertThat(volts.times(amperes).sum()).isBetween(4125.0, 4225.0);
    }
  }

  @Test
  void theNoiseChangesEachSecondAndIsTheSameForTheSameSeed() {
    Set<Double> seen = new HashSet<>();
    for (int second = 0; second < 100; second++) {
      Duration t = Duration.ofSeconds(second);
      double volts = seeded(5).volts(PerPhase.all(230), 3, t).l1();
      assertThat(seeded(5).volts(PerPhase.all(230), 3, t.plusMillis(999)).l1()).isEqualTo(volts);
      assertThat(seeded(6).volts(PerPhase.all(230), 3, t).l1()).isNotEqualTo(volts);
      seen.add(volts);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void withoutNoiseItIsExactButForTheIdlePhases() {
    PerPhase supply = new PerPhase(229, 230, 231);
    assertThat(MeterChip.EXACT.volts(supply, 3, DAY)).isEqualTo(supply);
    assertThat(MeterChip.EXACT.volts(supply, 0, DAY)).isEqualTo(new PerPhase(229, 7.54, 7.45));
    assertThat(MeterChip.EXACT.amperes(new PerPhase(16, 0, 0), DAY))
        .isEqualTo(new PerPhase(16, 0.035, 0.0625));
  }
}

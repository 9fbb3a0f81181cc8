package org.evsebridge.simulator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  @ParameterizedTest
  @CsvSource({
    // fuse, grid L1..L3, car L1..L3, spare
    "25, 0, 0, 0, 0, 0, 0, 25",
    "25, 17.2, 0.6, 0.9, 0, 0, 0, 7",
    "25, 33, 16.4, 16.7, 15.8, 15.8, 15.8, 7",
    "25, 24.9, 0, 0, 0, 0, 0, 0",
    "25, 26.9, 0, 0, 0, 0, 0, -1", // cut, not rounded down
    "35, -10, 20, 0, 0, 0, 0, 15",
    "25, -5, -5, -5, 0, 0, 0, 30",
  })
  void balancingLeavesThePhaseThatHasLeastWithinTheFuse(
      double fuse, double g1, double g2, double g3, double c1, double c2, double c3, int spare) {
    assertThat(
            new LoadBalancing(fuse)
                .spare(situation(new PerPhase(g1, g2, g3), new PerPhase(c1, c2, c3))))
        .isEqualTo(spare);
  }

  @ParameterizedTest
  @CsvSource({
    "3, -7, -7, -7, 0, 7",
    "3, -9, -6, -3.1, 0, 6",
    "3, 0, 0, 0, 8, 8",
    "1, -4, -4, -4, 0, 12",
    "3, 2, 2, 2, 0, -2",
  })
  void surplusIsTheBalanceOverThePhases(
      int phases, double g1, double g2, double g3, double car, int spare) {
    assertThat(new Surplus(phases).spare(situation(new PerPhase(g1, g2, g3), PerPhase.all(car))))
        .isEqualTo(spare);
  }

  private static ControlRule.Situation situation(PerPhase grid, PerPhase cars) {
    return new ControlRule.Situation(grid, cars, Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    // time, tariff, spare of 15 A
    "02:00, 1, 15",
    "03:59:59, 2, 6",
    "04:00, 1, 0",
    "01:59:59, 1, 0",
    ", 1, 0",
    "02:00, , 0",
  })
  void theTariffRuleChargesInCheapHoursUpToTheLimitOfTheTariff(
      LocalTime time, Integer tariff, int spare) {
    TariffRule rule =
        new TariffRule(
            new LoadBalancing(25), second -> second >= 7200 && second < 14400, Map.of(2, 6));
    assertThat(
            rule.spare(
                new ControlRule.Situation(
                    PerPhase.all(10),
                    PerPhase.ZERO,
                    Optional.ofNullable(time),
                    Optional.ofNullable(tariff))))
        .isEqualTo(spare);
  }
}

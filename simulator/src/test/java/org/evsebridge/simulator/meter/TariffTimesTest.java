package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T06:59:59, ONE", // Friday
    "2026-11-20T07:00:00, TWO",
    "2026-11-20T22:59:59, TWO",
    "2026-11-20T23:00:00, ONE",
    "2026-11-21T12:00:00, ONE",
    "2026-11-22T12:00:00, ONE",
    "2026-11-23T12:00:00, TWO",
  })
  void oneIsTheLowTariffInTheNetherlands(LocalDateTime time, Tariff expected) {
    assertThat(TariffTimes.DUTCH.at(time.atZone(SimulatedClock.ZONE))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T06:59:59, TWO",
    "2026-11-20T07:00:00, ONE",
    "2026-11-20T21:59:59, ONE",
    "2026-11-20T22:00:00, TWO",
    "2026-11-21T12:00:00, TWO",
  })
  void oneIsTheHighTariffInBelgium(LocalDateTime time, Tariff expected) {
    assertThat(TariffTimes.BELGIAN.at(time.atZone(SimulatedClock.ZONE))).isEqualTo(expected);
  }
}

package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a simulated day takes. Run it with {@code mvn test -pl bridge,simulator -am
 * -Dtest=DayBenchmarkTest -Dsurefire.failIfNoSpecifiedTests=false -Dbenchmark=true}.
 */
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class DayBenchmarkTest {
  private static final String DAY =
      """
      name: a day of one house with one charger and load balancing
      rig:
        time: {start: 2026-11-23 00:00}
        house:
          loads:
            - {profile: {"00:00": 200, "06:30": 800, "17:30": 3000, "22:30": 250}, noise: 0.1}
            - {name: oven, phases: L1, amperes: 16, hours: 17:45-18:30}
          sun: {peak: 5000}
      controller: {rule: balancing}
      for: 24h
      expect:
        - {always: fuses blown == 0}
        - {end: telegrams == 86400}
      """;

  @TempDir Path dir;

  @Test
  void aDayOfOneHouseAndOfTenInOneProcess() throws Exception {
    Scenario scenario = ScenarioReader.read(Files.writeString(dir.resolve("day.yaml"), DAY));
    double one = seconds(scenario, 1);
    double warm = seconds(scenario, 1);
    double ten = seconds(scenario, 10);
    System.out.printf("a day of one house: %.2f s, warmed up %.2f s%n", one, warm);
    System.out.printf(
        "of ten houses in one process: %.2f s, %.1f times as long%n", ten, ten / warm);
  }

  /** The houses are stepped in turns, as one simulation of a street would be. */
  private static double seconds(Scenario scenario, int houses) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < houses; i++) {
      ZonedDateTime unused = ZonedDateTime.now(SimulatedClock.ZONE);
      Station station = new Station(scenario.station(), EepromFile::open, unused, telegram -> {});
      runs.add(new Run(new Job(scenario, OptionalLong.empty()), station, Optional.empty()));
    }
    long start = System.nanoTime();
    while (!runs.get(0).isOver()) {
      runs.forEach(run -> run.tick(SimulatedClock.STEP));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(runs).allMatch(run -> run.report().passed());
    return seconds;
  }
}

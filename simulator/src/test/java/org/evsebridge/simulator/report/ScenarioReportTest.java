package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioReportTest {
  private static final ScenarioReport SEEDS =
      new ScenarioReport(
          Stream.concat(
                  IntStream.rangeClosed(1, 99).mapToObj(seed -> Runs.seeded(seed, seed / 4.0)),
                  Stream.of(Runs.seeded(100, 31), Runs.seeded(101, 27)))
              .toList());

  @Test
  void tellsHowWhatWasSeenLiesAndWhichSeedsFailed() {
    assertThat(SEEDS.passed()).isFalse();
    assertThat(SEEDS.text())
        .isEqualTo(
            """
            evening.yaml: The name of evening.yaml
              FAIL  always grid <= 25 A: 99 of 101, from 0.25, p5 1.50, p50 12.75, p95 24, to 31 A
                    seed 100: always grid <= 25 A: at worst 31.0 A at 18:00:00
                    seed 101: always grid <= 25 A: at worst 27.0 A at 18:00:00
              99 of 101 seeds passed, 16h50m simulated in 124.6 s of processor time
              again: test evening.yaml --seeds 100-101
            """);
  }

  @Test
  void seedsThatFailAlikeAreToldInOneLineAndThatAllWereAlikeIsSaid() {
    List<Report> runs =
        IntStream.rangeClosed(1, 20).mapToObj(seed -> Runs.seeded(seed, 33)).toList();
    assertThat(new ScenarioReport(runs).text())
        .contains(
            "        seeds 1-20: always grid <= 25 A: at worst 33.0 A at 18:00:00\n"
                + "  all seeds alike: nothing that was seen here goes by the seed, one run says as"
                + " much\n  0 of 20 seeds passed");
    assertThat(HtmlReport.of(List.of(new ScenarioReport(runs)))).contains("all seeds alike");
    assertThat(SEEDS.text()).doesNotContain("alike");
    assertThat(new ScenarioReport(runs.subList(0, 1)).text()).doesNotContain("alike");
  }

  @Test
  void aScenarioWithItsOwnSeedIsToldAsOneRun() {
    Report run = Runs.run("oven.yaml", OptionalLong.empty(), 24);
    assertThat(new ScenarioReport(List.of(run)).text())
        .isEqualTo(run.text())
        .contains("18:00:00 oven on", "  ok    always grid <= 25 A: at worst 24.0 A");
  }

  @Test
  void runsComeTogetherByScenarioAndSeed() {
    Report oven = Runs.run("oven.yaml", OptionalLong.empty(), 24);
    List<ScenarioReport> reports =
        ScenarioReport.of(List.of(Runs.seeded(3, 1), oven, Runs.seeded(1, 1)));
    assertThat(reports)
        .extracting(ScenarioReport::file)
        .containsExactly("evening.yaml", "oven.yaml");
    assertThat(reports.get(0).runs()).containsExactly(Runs.seeded(1, 1), Runs.seeded(3, 1));
  }
}

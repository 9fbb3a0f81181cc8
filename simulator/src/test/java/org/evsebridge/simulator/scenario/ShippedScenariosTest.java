package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.simulator.report.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario that comes with the simulator passes. */
class ShippedScenariosTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Path FOLDER = Path.of("scenarios");

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static List<Path> inRealTime() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("real-time"))) {
      return files.sorted().toList();
    }
  }

  static List<Path> forEvcc() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("evcc"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** With the rule that stands in for evcc. */
  @ParameterizedTest
  @MethodSource("forEvcc")
  void passesWithoutEvccToo(Path file) throws Exception {
    Scenario scenario = ScenarioReader.read(file);
    assertThat(scenario.isForEvcc()).isTrue();
    Report report = Job.of(scenario.withoutEvcc()).get(0).stepped(Optional.empty());
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void passes(Path file) throws Exception {
    List<Report> reports = new ArrayList<>();
    new Workers(CORES, run -> {}).run(Job.of(ScenarioReader.read(file)), reports::add);
    assertThat(reports).isNotEmpty();
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.passed()).as(report.text()).isTrue();
              assertThat(report.verdicts()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource({"all", "inRealTime"})
  void saysHowItWasSeenToFail(Path file) throws IOException {
    assertThat(Files.readString(file)).contains("# Seen to fail");
  }

  /** It takes too long to run here; it must be readable at least. */
  @ParameterizedTest
  @MethodSource("inRealTime")
  void oneForRealTimeIsInOrder(Path file) throws Exception {
    Scenario scenario = ScenarioReader.read(file);
    assertThat(scenario.isExternal()).isTrue();
    assertThat(scenario.outside().orElseThrow().command()).isNotEmpty();
  }
}

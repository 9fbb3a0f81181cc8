package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.simulator.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in which the simulator itself fails. */
class FaultOfAStepTest {
  @TempDir Path dir;

  @Test
  void aRunWhoseStepFailsHasNotPassedAndEnds() throws Exception {
    Scenario read =
        ScenarioReader.read(
            Files.writeString(
                dir.resolve("fault.yaml"),
                "{rig: {time: {start: 2026-11-23}}, for: 1m, expect: [{always: power >= 0}]}"));
    Action fails =
        new Action(
            "fail",
            world -> {
              throw new IllegalStateException("of our own");
            });
    Event event =
        new Event(
            Optional.empty(), Optional.of(Duration.ofSeconds(1)), Optional.empty(), List.of(fails));
    Scenario scenario =
        new Scenario(
            read.file(),
            read.name(),
            read.station(),
            read.guard(),
            read.randomTroubles(),
            read.seeds(),
            read.controller(),
            read.runs(),
            List.of(event),
            read.expectations());
    Report report = new Job(scenario, OptionalLong.empty()).stepped(Optional.empty());
    assertThat(report.passed()).isFalse();
    assertThat(report.text())
        .contains(
            "  FAIL  runs for 1m: a step failed by a fault of the simulator,"
                + " java.lang.IllegalStateException: of our own after 1s of 1m\n");
  }
}

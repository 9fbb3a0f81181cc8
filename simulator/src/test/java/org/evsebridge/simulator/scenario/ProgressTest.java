package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private static final ZonedDateTime START =
      ZonedDateTime.of(2026, 11, 23, 18, 0, 0, 0, SimulatedClock.ZONE);

  @TempDir private Path dir;
  private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

  private List<Job> jobs(String more) throws Exception {
    Path file = dir.resolve("evening.yaml");
    Files.writeString(
        file,
        "{rig: {time: {start: 2026-11-23 18:00}}, for: 10m, expect: [{end: telegrams == 1}]%s}"
            .formatted(more));
    return Job.of(ScenarioReader.read(file));
  }

  private static Run begin(Job job) throws Exception {
    return new Run(
        job,
        new Station(job.scenario().station(), EepromFile::open, START, t -> {}),
        Optional.empty());
  }

  private static void step(Run run, Duration amount) {
    for (long i = amount.dividedBy(SimulatedClock.STEP); i > 0; i--) {
      run.tick(SimulatedClock.STEP);
    }
  }

  private void pass(Duration amount) {
    nanos.addAndGet(amount.toNanos());
  }

  @Test
  void theRestFollowsFromThePaceSoFar() throws Exception {
    List<Job> jobs = jobs(", seeds: 1-4");
    Progress progress = new Progress(jobs, nanos::get);
    assertThat(progress.state())
        .isEqualTo(new Progress.State(List.of(), 0, 4, 0, Optional.empty(), Optional.empty()));

    Run first = begin(jobs.get(0));
    Run second = begin(jobs.get(1));
    progress.accept(first);
    progress.accept(second);
    step(first, Duration.ofMinutes(10));
    step(second, Duration.ofMinutes(2));
    pass(Duration.ofSeconds(4));
    Progress.State state = progress.state();
    assertThat(state.now())
        .containsExactly(
            new Progress.Running(
                "evening.yaml", jobs.get(1).seed(), Duration.ofMinutes(2), Duration.ofMinutes(10)));
    assertThat(state.over()).isEqualTo(1);
    assertThat(state.part()).isEqualTo(0.3);
    assertThat(state.pace()).contains(180.0); // 12 minutes in 4 s
    assertThat(state.rest()).contains(Duration.ofSeconds(9)); // 28 minutes
  }

  /** As by Ctrl-Z, and fg an hour later. */
  @Test
  void aProgramThatWasStoppedForAnHourIsNoSlowOne() throws Exception {
    List<Job> jobs = jobs("");
    Progress progress = new Progress(jobs, nanos::get);
    Run run = begin(jobs.get(0));
    progress.accept(run);
    step(run, Duration.ofMinutes(3));
    pass(Duration.ofSeconds(1));
    assertThat(progress.state().pace()).contains(180.0);
    pass(Duration.ofHours(1));
    assertThat(progress.state().pace()).contains(180.0);
    step(run, Duration.ofMinutes(1));
    pass(Duration.ofSeconds(1));
    assertThat(progress.state().pace()).contains(60.0);
    assertThat(progress.state().rest()).contains(Duration.ofSeconds(6));
  }

  @Test
  void whatKeepsRealTimeIsNoSlowStepping() throws Exception {
    List<Job> external = jobs(", controller: {rule: external}");
    Progress progress = new Progress(external, nanos::get);
    Run run = begin(external.get(0));
    progress.accept(run);
    step(run, Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    assertThat(progress.state().pace()).isEmpty();
    assertThat(progress.state().rest()).contains(Duration.ofMinutes(9));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    step(run, Duration.ofMinutes(9));
    assertThat(progress.state().over()).isEqualTo(1);
    assertThat(progress.state().part()).isEqualTo(1);
  }
}

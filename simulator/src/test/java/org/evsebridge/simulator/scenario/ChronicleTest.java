package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GuardState;
import org.evsebridge.simulator.report.Happening;
import org.junit.jupiter.api.Test;

class ChronicleTest {
  private final Chronicle chronicle =
      new Chronicle(ZonedDateTime.parse("2026-11-23T18:00+01:00"), Duration.ofHours(1));

  private List<String> told() {
    return chronicle.lines().stream().map(Happening::text).toList();
  }

  private static final GuardedModule MODULE =
      new GuardedModule("/dev/ttyS0", 2, Wiring.STRAIGHT, 6, 32);

  private void guard(int second, GuardState state, int granted, String cause) {
    Change change = new Change(MODULE, state, granted, 32, cause);
    chronicle.noteGuard(Duration.ofSeconds(second), List.of(change));
  }

  @Test
  void aGuardThatFlapsHidesNothingThatComesLater() {
    for (int i = 0; i < 1_000; i++) {
      guard(2 * i, GuardState.LIMITED, 6 + i % 3, "L1 " + (26 + i % 7 / 10.0) + " A of 25 A");
      guard(2 * i + 1, GuardState.FREE, 32, "");
    }
    guard(2_000, GuardState.PAUSED, 0, "L2 31.5 A of 25 A");
    chronicle.note(Duration.ofSeconds(2_001), "oven on");
    assertThat(told())
        .hasSize(10 + 10 + 2 + 2)
        .startsWith(
            "18:00:00 guard: unit 2 limited to 6 A: L1 26.0 A of 25 A",
            "18:00:01 guard: unit 2 has its 32 A")
        .endsWith(
            "18:00:20 guard: unit 2 limited to 7 A: L1 26.3 A of 25 A; 990 times alike until"
                + " 18:33:18",
            "18:00:21 guard: unit 2 has its 32 A; 990 times alike until 18:33:19",
            "18:33:20 guard: unit 2 paused: L2 31.5 A of 25 A",
            "18:33:21 oven on");
  }

  @Test
  void modulesAndPhasesAreNotAlike() {
    for (int i = 0; i < 12; i++) {
      guard(i, GuardState.LIMITED, 31 - 2 * i, "L1 26.1 A of 25 A");
    }
    guard(12, GuardState.LIMITED, 6, "L2 26.1 A of 25 A");
    GuardedModule other = new GuardedModule("/dev/ttyS0", 3, MODULE.wiring(), 6, 32);
    chronicle.noteGuard(
        Duration.ofSeconds(13),
        List.of(new Change(other, GuardState.LIMITED, 6, 32, "L1 26.1 A of 25 A")));
    assertThat(told())
        .endsWith(
            "18:00:10 guard: unit 2 limited to 11 A: L1 26.1 A of 25 A; 2 times alike until"
                + " 18:00:11",
            "18:00:12 guard: unit 2 limited to 6 A: L2 26.1 A of 25 A",
            "18:00:13 guard: unit 3 limited to 6 A: L1 26.1 A of 25 A");
  }

  @Test
  void aSourceWhoseLinesAllDifferHidesNothingElse() {
    for (int i = 1; i <= 1_000; i++) {
      chronicle.note(Duration.ofSeconds(i), "client", "write " + i);
    }
    chronicle.note(Duration.ofSeconds(1_001), "guard", "line");
    chronicle.note(Duration.ofSeconds(1_002), "oven on");
    assertThat(told())
        .hasSize(Repeats.MOST_KINDS + 3)
        .contains("18:01:40 client: write 100")
        .endsWith(
            "18:01:41 client: write 101; what else comes is not told",
            "18:16:41 guard: line",
            "18:16:42 oven on");
  }

  @Test
  void whatIsNewIsToldWhenAllLinesAreUsedUp() {
    for (int i = 0; i < 2_000; i++) {
      chronicle.note(Duration.ofSeconds(i), "client", "write " + i % 20);
    }
    chronicle.note(Duration.ofSeconds(2_000), "client", "write 20");
    chronicle.note(Duration.ofSeconds(2_001), "client", "write 20");
    assertThat(told())
        .hasSize(Repeats.MOST_LINES + 20 + 1)
        .endsWith("18:33:20 client: write 20; 2 times alike until 18:33:21");
  }

  @Test
  void whatAProgramOutsideTellsAgainAndAgainIsCounted() {
    for (int i = 0; i < 1_000; i++) {
      chronicle.noteOutside(Duration.ofSeconds(i), "evcc warns: charge power " + i + " W");
    }
    assertThat(chronicle.lines()).hasSize(Repeats.MOST_ALIKE + 1);
    assertThat(chronicle.lines().get(Repeats.MOST_ALIKE).text()).contains("990 times alike until");
  }
}

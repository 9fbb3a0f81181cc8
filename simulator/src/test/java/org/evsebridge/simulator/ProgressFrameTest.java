package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.evsebridge.simulator.scenario.Progress;
import org.evsebridge.simulator.terminal.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFrameTest {
  private static final Progress.Running EVENING =
      new Progress.Running(
          "A heavy evening with two cars and an oven",
          OptionalLong.of(126),
          Duration.ofMillis(7_982_400),
          Duration.ofHours(24));

  private static Progress.State state(List<Progress.Running> now) {
    return new Progress.State(
        now, 126, 1000, 0.126, Optional.of(18_273.4), Optional.of(Duration.ofSeconds(4_140)));
  }

  private static String frame(Progress.State state, int columns) {
    return String.join("\n", ProgressFrame.of(state, new WindowSize(columns, 24)));
  }

  @Test
  void eachRunAndTheWholeHaveALine() {
    Progress.Running other =
        new Progress.Running("Oven", OptionalLong.empty(), Duration.ZERO, Duration.ofMinutes(10));
    assertThat(frame(state(List.of(EVENING, other)), 100))
        .isEqualTo(
            """
            A heavy evening with two cars and an oven, seed 126: 2h13m2s of 24h
            Oven: 0s of 10m
            126 of 1000 runs made, 13 %  18300 times real time  about 1h9m left""");
    assertThat(frame(state(List.of(EVENING, other)), 40))
        .isEqualTo(
            """
            A heavy even…, seed 126: 2h13m2s of 24h
            Oven: 0s of 10m
            126/1000 runs 13 % x18300 1h9m left""");
  }

  @Test
  void whatIsNotKnownYetIsLeftOut() {
    assertThat(
            frame(new Progress.State(List.of(), 0, 3, 0, Optional.empty(), Optional.empty()), 80))
        .isEqualTo("0 of 3 runs made, 0 %");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 132})
  void manyRunsAtATimeFitTheTerminal(int columns) {
    List<Progress.Running> many = IntStream.range(0, 64).mapToObj(i -> EVENING).toList();
    List<String> lines = ProgressFrame.of(state(many), new WindowSize(columns, 10));
    assertThat(lines).hasSize(9).allMatch(line -> line.length() < columns);
    assertThat(lines.get(8)).contains("left");
  }
}

package org.evsebridge.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayComparisonTest {
  @TempDir private Path folder;

  private List<ExchangeVerdict> compare(String frames) throws Exception {
    StringBuilder log = new StringBuilder();
    int second = 0;
    for (String frame : frames.lines().toList()) {
      String[] parts = frame.split(" \\| ");
      second = parts.length > 1 ? Integer.parseInt(parts[1].strip()) : second;
      log.append(
          String.format(
              "12:%02d:%02d.000 DEBUG x; frames %s%n", second / 60, second % 60, parts[0]));
    }
    Recording recording = Recording.read(Files.writeString(folder.resolve("log"), log));
    return ReplayComparison.of(StationSettings.DEFAULT, recording, recording.units().get(0));
  }

  /** Each difference as a text. */
  private List<String> differences(String frames) throws Exception {
    return compare(frames).stream()
        .flatMap(
            verdict ->
                verdict.differences().stream()
                    .map(
                        d ->
                            verdict.exchange().line()
                                + " "
                                + d.what()
                                + ": "
                                + d.recorded()
                                + " / "
                                + d.model()))
        .toList();
  }

  /** Published in July 2025: charging at 20 A on one phase, with a cable for 20 A. */
  @Test
  void thePublishedTraceOfARealModuleIsWhatTheModelAnswers() throws Exception {
    List<ExchangeVerdict> verdicts =
        compare(
            """
            02 04 01 09 00 03 > 02 04 06 e4 c5 06 15 06 40
            02 04 01 05 00 03 > 02 04 06 13 7c 00 09 00 11
            02 04 01 03 00 01 > 02 04 02 00 03
            02 04 01 02 00 01 > 02 04 02 14 14""");
    assertThat(verdicts).hasSize(4).allMatch(ExchangeVerdict::isAlike);
    assertThat(verdicts.get(0).near()).isPositive();
  }

  @Test
  void aDifferenceIsNamedByTheRegisterWithBothValues() throws Exception {
    assertThat(
            differences(
                """
                02 04 01 03 00 01 > 02 04 02 00 03
                02 04 01 05 00 03 > 02 04 06 10 00 10 00 08 00
                02 04 01 02 00 01 > 02 04 02 10 20
                02 04 00 05 00 01 > 02 04 02 1a 08"""))
        .satisfiesExactly(
            // The model draws what it draws, a little less than 16 A.
            first -> assertThat(first).matches("2 current L3: 8\\.00 A / 15\\.\\d\\d A"),
            second -> assertThat(second).isEqualTo("4 firmware version: 1.10.8 / 2.10.17"));
  }

  @Test
  void silenceAndExceptionsAreAnswersToo() throws Exception {
    assertThat(
            differences(
                """
                02 04 01 03 00 01 > -
                02 03 02 0b 00 01 > 02 83 02
                02 03 02 01 00 01 > 02 83 04
                02 05 00 00 00 00 > 02 85 03"""))
        .hasSize(2)
        .satisfies(
            all -> {
              assertThat(all.get(0)).startsWith("1 answer: silence / state and errors state A");
              assertThat(all.get(1)).startsWith("3 answer: exception 4");
            });
  }

  /** The state was read at 0, 30 and 60 s: the car came in between. */
  @Test
  void aCarComesAndGoesInTheModelAsItDidInTheRecording() throws Exception {
    assertThat(
            differences(
                """
                02 04 01 03 00 01 > 02 04 02 00 01 | 0
                02 06 02 01 06 06 > 02 06 02 01 06 06 | 20
                02 04 01 03 00 01 > 02 04 02 00 03 | 30
                02 04 01 02 00 01 > 02 04 02 06 20 | 31
                02 04 01 03 00 01 > 02 04 02 00 03 | 60
                02 04 01 03 00 01 > 02 04 02 00 01 | 90"""))
        .isEmpty();
  }

  @Test
  void aModelThatDoesNotGoAlongShows() throws Exception {
    // With a limit of 0 nothing charges: state C three seconds later cannot be.
    assertThat(
            differences(
                """
                02 04 01 03 00 01 > 02 04 02 00 02 | 0
                02 06 02 01 00 00 > 02 06 02 01 00 00 | 1
                02 04 01 03 00 01 > 02 04 02 00 03 | 20"""))
        .containsExactly("3 state and errors: state C / state B");
  }

  @Test
  void theSameRecordingGivesTheSameVerdicts() throws Exception {
    String frames =
        """
        02 04 01 03 00 01 > 02 04 02 00 03
        02 04 01 09 00 03 > 02 04 06 e4 c5 06 15 06 40 | 9
        02 04 01 05 00 03 > 02 04 06 10 00 10 00 08 00 | 3599""";
    assertThat(compare(frames)).isEqualTo(compare(frames));
  }
}

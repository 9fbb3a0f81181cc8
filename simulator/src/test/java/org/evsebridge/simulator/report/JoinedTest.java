package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedTest {
  @TempDir Path dir;

  private static final Asked EVENING = new Asked("evening.yaml", Seeds.parse("1-2"));

  private static ResultFile part(int index, int count, Report... runs) {
    return part(new Shard(index, count), List.of(EVENING), runs);
  }

  private static ResultFile part(Shard shard, List<Asked> asked, Report... runs) {
    return new ResultFile(shard, asked, List.of(runs));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Report nothing =
        new Report(
            "a.yaml",
            "\"name\"",
            OptionalLong.empty(),
            List.of(Verdict.of("runs for 5m", false, "interrupted")),
            List.of(),
            Optional.of(
                new Series(
                    Optional.of(LocalDateTime.of(2026, 11, 23, 18, 0)),
                    Duration.ofSeconds(2),
                    List.of(new Series.Line("Grid", "A", "L1", List.of(1.5, Double.NaN, 3.0))))),
            Duration.ofMillis(1),
            Duration.ofNanos(1));
    ResultFile written =
        part(
            new Shard(2, 3),
            List.of(EVENING, new Asked("a.yaml", Optional.empty())),
            Runs.seeded(7, 24.123456789),
            nothing);
    written.write(dir.resolve("a.json"));
    assertThat(ResultFile.read(dir.resolve("a.json"))).isEqualTo(written);
  }

  @Test
  void thatTheClockWasSetIsReadAgain() throws IOException {
    ResultFile written = part(1, 1, HtmlReportTest.plotted("set", Optional.empty()));
    written.write(dir.resolve("a.json"));
    assertThat(ResultFile.read(dir.resolve("a.json"))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\": \"x\"}                                     | : not a file that 'test --json' has written",
        "[1, 2]                                                | : not a file that 'test --json' has written",
        "''                                                    | : not a file that 'test --json' has written",
        "{\"kind\": \"evse-simulator results 2\"}              | : 'shard' is missing",
        "{\"kind\": \"evse-simulator results 2\", \"shard\": \"3/2\"} | : 'shard' is not the part",
        "{\"kind\": nonsense}                                  | :1:",
      })
  void whatIsNoneOfOursIsRefusedInASentence(String text, String problem) throws IOException {
    Path file = Files.writeString(dir.resolve("bad.json"), text);
    assertThatThrownBy(() -> ResultFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + problem);
  }

  @Test
  void theRunsOfAllPartsComeTogether() {
    Joined joined =
        Joined.of(List.of(part(2, 2, Runs.seeded(2, 26)), part(1, 2, Runs.seeded(1, 24))));
    assertThat(joined.contradictions()).isEmpty();
    assertThat(joined.missing()).isEmpty();
    assertThat(joined.reports())
        .containsExactly(new ScenarioReport(List.of(Runs.seeded(1, 24), Runs.seeded(2, 26))));
  }

  @Test
  void aPartThatNobodyGaveIsMissing() {
    assertThat(Joined.of(List.of(part(2, 3, Runs.seeded(2, 26)))).missing())
        .containsExactly("part 1/3 is missing", "part 3/3 is missing");
  }

  @Test
  void partsThatWereAskedForOtherRunsAreRefused() {
    Asked once = new Asked("once.yaml", Optional.empty());
    List<ResultFile> parts =
        List.of(
            part(new Shard(1, 2), List.of(EVENING, once), Runs.seeded(1, 24)),
            part(new Shard(2, 2), List.of(new Asked("evening.yaml", Seeds.parse("1-3")), once)));
    assertThat(Joined.of(parts).contradictions())
        .containsExactly(
            "part 1/2 was asked for evening.yaml with seeds 1-2 and part 2/2 was not: give all of"
                + " them the same files and seeds",
            "part 2/2 was asked for evening.yaml with seeds 1-3 and part 1/2 was not: give all of"
                + " them the same files and seeds");
  }

  @Test
  void aRunThatWasInNoPartIsMissing() {
    List<Asked> asked = List.of(EVENING, new Asked("once.yaml", Optional.empty()));
    Joined joined =
        Joined.of(
            List.of(
                part(new Shard(1, 2), asked, Runs.seeded(1, 24)), part(new Shard(2, 2), asked)));
    assertThat(joined.missing())
        .containsExactly(
            "evening.yaml with seeds 2 was run in none of the parts: they ran different files",
            "once.yaml was run in none of the parts: they ran different files");
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() {
    Report other =
        new Report(
            "evening.yaml",
            "The name of evening.yaml",
            OptionalLong.of(3),
            List.of(Verdict.of("other", true, "")),
            List.of(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO);
    List<ResultFile> parts =
        List.of(
            part(1, 2, Runs.seeded(1, 1)),
            part(1, 2, Runs.seeded(1, 1)),
            part(2, 3),
            part(2, 2, other));
    assertThat(Joined.of(parts).contradictions())
        .containsExactly(
            "parts 1/2 and 2/3 are not parts of the same runs",
            "evening.yaml with seed 1 is in two of the files",
            "evening.yaml with seed 3 has other checks than the rest: the parts ran different files");
  }
}

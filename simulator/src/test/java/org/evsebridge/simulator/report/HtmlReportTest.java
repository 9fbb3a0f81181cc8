package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {
  private static Report plotted(String name) {
    return plotted(name, Optional.of(LocalDateTime.of(2026, 11, 23, 18, 0)));
  }

  static Report plotted(String name, Optional<LocalDateTime> start) {
    Report run = Runs.run("a<b>.yaml", OptionalLong.empty(), 31);
    Series.Line line =
        new Series.Line("Grid", "A", "L1", List.of(1.0, 2.0, Double.NaN, 31.0, 30.0));
    return new Report(
        run.file(),
        name,
        run.seed(),
        run.verdicts(),
        run.happenings(),
        Optional.of(new Series(start, Duration.ofSeconds(10), List.of(line))),
        run.simulated(),
        run.took());
  }

  @Test
  void showsVerdictsPlotsAndWhatHappenedAndNothingFromOutside() {
    String page = HtmlReport.of(List.of(new ScenarioReport(List.of(plotted("An oven & a car")))));
    assertThat(page)
        .contains("<title>0 of 1 scenarios passed</title>")
        .contains("An oven &amp; a car", "a&lt;b&gt;.yaml")
        .contains("<td>always grid &lt;= 25 A</td><td>at worst 31.0 A at 18:00:00</td>")
        .contains("<li>18:00:00 oven on</li>")
        .contains(">18:00:30</text>")
        .contains("class=\"mark\"", "class=\"failed\"")
        .contains("A number stands for a line of what happened. A red line is where a check failed")
        .contains("<title>failed: always grid &lt;= 25 A</title>")
        .doesNotContain("<script", "http:", "https:", "src=");
    assertThat(page.split("<polyline", -1)).as("a gap parts a line").hasSize(3);
  }

  @Test
  void whereTheClockWasSetEverythingIsCountedFromTheStart() {
    Report set = plotted("set", Optional.empty());
    String page = HtmlReport.of(List.of(new ScenarioReport(List.of(set))));
    assertThat(page)
        .contains(">0s</text>", ">30s</text>")
        .contains("The clock was set meanwhile: the plots count from the start.")
        .contains("<li>0s after the start: 18:00:00 oven on</li>")
        .contains("<td>at worst 31.0 A at 18:00:00 (12s after the start)</td>")
        .doesNotContain(">18:00:30</text>");
    assertThat(HtmlReport.of(List.of(new ScenarioReport(List.of(plotted("not set"))))))
        .doesNotContain("The clock was set", "after the start");
  }

  private static String axis(LocalDateTime start, Duration interval, int samples) {
    Series.Line line = new Series.Line("Grid", "A", "L1", Collections.nCopies(samples, 1.0));
    Series series = new Series(Optional.of(start), interval, List.of(line));
    String plot = new SvgPlot("Grid", series.lines(), series).draw(List.of(), List.of());
    return Pattern.compile("middle\">([^<]*)</text>")
        .matcher(plot)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void whereARunPassesMidnightItsAxisSaysWhichDayBegins() {
    LocalDateTime evening = LocalDateTime.of(2026, 11, 30, 21, 0);
    assertThat(axis(evening, Duration.ofMinutes(1), 360))
        .isEqualTo("21:00 22:00 23:00 1 Dec 01:00 02:00 03:00");
    assertThat(axis(evening, Duration.ofMinutes(1), 120))
        .isEqualTo("21:00 21:15 21:30 21:45 22:00 22:15 22:30 22:45 23:00");
    assertThat(axis(evening.withHour(0), Duration.ofHours(1), 72))
        .isEqualTo("30 Nov 12:00 1 Dec 12:00 2 Dec 12:00 3 Dec");
    assertThat(axis(evening.withHour(0), Duration.ofHours(1), 24 * 30))
        .isEqualTo("30 Nov 7 Dec 14 Dec 21 Dec 28 Dec");
  }

  /** The axis is 864 wide, 36 for an hour. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-25, 06:00, 300.0", // seven hours have passed then
    "2026-03-29, 06:00, 228.0",
    "2026-10-24, 06:00, 264.0",
  })
  void aTimeOfDayStandsWhereItWasAlsoWhenSummerTimeBeginsOrEnds(String day, String time, String x) {
    Series.Line line = new Series.Line("Grid", "A", "L1", Collections.nCopies(24, 1.0));
    Series series =
        new Series(
            Optional.of(LocalDate.parse(day).atStartOfDay()), Duration.ofHours(1), List.of(line));
    assertThat(new SvgPlot("Grid", series.lines(), series).draw(List.of(), List.of()))
        .contains("<text x=\"" + x + "\" y=\"186.0\" text-anchor=\"middle\">" + time + "</text>");
  }

  @Test
  void theHourThatIsLeftOutHasNoTick() {
    assertThat(axis(LocalDateTime.of(2026, 3, 29, 0, 0), Duration.ofMinutes(1), 360))
        .isEqualTo("00:00 01:00 03:00 04:00 05:00 06:00");
    assertThat(axis(LocalDateTime.of(2026, 10, 25, 0, 0), Duration.ofMinutes(1), 360))
        .isEqualTo("00:00 01:00 02:00 03:00 04:00 05:00");
  }

  @Test
  void numbersOfMarksThatWouldOverlapAreOneText() {
    Report plotted = plotted("close");
    List<Happening> happenings =
        List.of(
            new Happening(Duration.ZERO, "one"),
            new Happening(Duration.ofMillis(100), "two"),
            new Happening(Duration.ofSeconds(30), "three"),
            new Happening(Duration.ofSeconds(49), "four"),
            new Happening(Duration.ofSeconds(50), "five"));
    String plot =
        new SvgPlot("Grid", plotted.series().orElseThrow().lines(), plotted.series().orElseThrow())
            .draw(happenings, List.of());
    assertThat(plot)
        .contains(">1–2</text>", ">3</text>", ">4–5</text>")
        .doesNotContain(">1</text>", ">4</text>");
    assertThat(plot.split("class=\"mark\"", -1)).hasSize(6);
  }

  @Test
  void whatFailedComesFirst() {
    ScenarioReport good =
        new ScenarioReport(List.of(Runs.run("good.yaml", OptionalLong.empty(), 20)));
    ScenarioReport bad =
        new ScenarioReport(List.of(Runs.seeded(1, 20), Runs.seeded(2, 30), Runs.seeded(3, 21)));
    String page = HtmlReport.of(List.of(good, bad));
    assertThat(page.indexOf("The name of evening.yaml"))
        .isLessThan(page.indexOf("The name of good.yaml"));
    assertThat(page)
        .contains("2 of 3 seeds passed.", "test evening.yaml --seeds 2</code>")
        .contains("from 20, p5 20, p50 21, p95 30, to 30 A")
        .contains("<summary><span class=\"bad\">FAILED</span> seed 2: always grid")
        .doesNotContain("seed 1:");
  }

  @Test
  void howValuesLieIsDrawnWhereTheyDiffer() {
    ScenarioReport alike = new ScenarioReport(List.of(Runs.seeded(1, 20), Runs.seeded(2, 20)));
    ScenarioReport apart = new ScenarioReport(List.of(Runs.seeded(1, 20), Runs.seeded(2, 21)));
    assertThat(HtmlReport.of(List.of(alike))).contains("each 20 A").doesNotContain("<svg");
    assertThat(HtmlReport.of(List.of(apart))).contains("from 20, p5 20", "class=\"bar\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 31.5, 0, 40, 10",
    "-3, 8, -5, 10, 5",
    "0, 0, 0, 1, 0.2",
    "0, 0.0013, 0, 0.0015, 0.0005",
    "5, 1000, 0, 1000, 200"
  })
  void anAxisHasRoundTicks(double least, double greatest, double from, double to, double step) {
    Axis axis = Axis.ofValues(least, greatest, 5);
    assertThat(axis.from()).isCloseTo(from, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(axis.to()).isCloseTo(to, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(axis.step()).isCloseTo(step, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void aTimeAxisHasTicksAtRoundTimes() {
    assertThat(Axis.ofTime(64_805, 600, 10).ticks())
        .containsExactly(
            64_860.0, 64_920.0, 64_980.0, 65_040.0, 65_100.0, 65_160.0, 65_220.0, 65_280.0,
            65_340.0, 65_400.0);
  }
}

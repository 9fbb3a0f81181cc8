package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report of twenty scenarios as a person opens it, from a file. */
class ReportInBrowserTest {
  private static final int SCENARIOS = 20;
  private static final List<String> PLOTS = List.of("Grid", "Main fuse used", "Cars", "Silence");

  /** How many plots have no line that can be seen. */
  private static final String EMPTY =
      """
      return [...document.querySelectorAll('figure svg')].filter(svg =>
        ![...svg.querySelectorAll('polyline')].some(line => {
          const box = line.getBoundingClientRect();
          return box.width > 50 && getComputedStyle(line).stroke !== 'none';
        })).length\
      """;

  /** What of the plots' words the drawing's edge cuts off. */
  private static final String CUT =
      """
      return [...document.querySelectorAll('figure svg text')].filter(text => {
        const box = text.getBoundingClientRect();
        const drawing = text.ownerSVGElement.getBoundingClientRect();
        return box.width > 0 && (box.left < drawing.left || box.right > drawing.right);
      }).map(text => text.textContent)\
      """;

  private static final String SHORT = "1.yaml";

  @TempDir private static Path dir;
  private static String address;

  /** Of a report that has one of each kind: axe-core takes a second for some plots. */
  private static String addressOfKinds;

  private static Browser browser;

  @BeforeAll
  static void write() throws IOException {
    Peers.program("chromium");
    List<ScenarioReport> reports = new ArrayList<>();
    for (int i = 1; i < SCENARIOS; i++) {
      reports.add(new ScenarioReport(List.of(plotted(i + ".yaml", OptionalLong.empty(), 10 + i))));
    }
    ScenarioReport seeds =
        new ScenarioReport(
            IntStream.rangeClosed(1, 100)
                .mapToObj(seed -> plotted("seeds.yaml", OptionalLong.of(seed), seed / 3.9))
                .toList());
    reports.add(seeds);
    address = written("report.html", reports);
    addressOfKinds =
        written("kinds.html", List.of(reports.get(0), reports.get(SCENARIOS - 2), seeds));
    browser = Browser.open(1280, 900, false);
  }

  private static String written(String name, List<ScenarioReport> reports) throws IOException {
    return Files.writeString(dir.resolve(name), HtmlReport.of(reports)).toUri().toString();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Report plotted(String name, OptionalLong seed, double amperes) {
    Report run = Runs.run(name, seed, amperes);
    int seconds = name.equals(SHORT) ? 60 : 600; // where labels have seconds
    List<Series.Line> lines = new ArrayList<>();
    for (String plot : PLOTS) {
      for (int phase = 1; phase <= 3; phase++) {
        int by = phase;
        lines.add(
            new Series.Line(
                plot,
                "A",
                "L" + phase,
                IntStream.range(0, seconds)
                    .mapToObj(i -> amperes * ((i / 60 + by) % 4) / 3)
                    .toList()));
      }
    }
    Series series =
        new Series(
            Optional.of(LocalDateTime.of(2026, 11, 23, 18, 0)), Duration.ofSeconds(1), lines);
    return new Report(
        run.file(),
        run.name(),
        run.seed(),
        run.verdicts(),
        run.happenings(),
        Optional.of(series),
        run.simulated(),
        run.took());
  }

  private static long count(String selector) {
    return (Long) browser.script("return document.querySelectorAll(arguments[0]).length", selector);
  }

  @Test
  void everyPlotOfTwentyScenariosShowsSomethingAndWhatFailedComesFirst() {
    browser.becomes(1280, 900, false);
    browser.go(address);
    assertThat(count("section")).isEqualTo(SCENARIOS);
    browser.script("document.querySelectorAll('details').forEach(d => d.open = true)");
    long runs = SCENARIOS - 1 + 3; // three seeds drew more than 25 A
    assertThat(count("figure svg")).isEqualTo(runs * PLOTS.size());
    assertThat(browser.script(EMPTY)).isEqualTo(0L);
    assertThat(count("svg .failed")).isEqualTo((4 + 3) * PLOTS.size());
    assertThat(count("svg .mark")).isEqualTo(runs * PLOTS.size());
    assertThat(count("td svg .bar")).as("the seeds' distribution").isPositive();
    assertThat(browser.text("section h2")).startsWith("FAILED");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"360, false", "360, true", "1280, false", "1280, true"})
  void everybodyCanReadItOnAPhoneAndOnAScreen(int width, boolean dark) throws IOException {
    browser.becomes(width, 900, dark);
    browser.go(address);
    assertThat(browser.isTooWide()).isFalse();
    assertThat((List<?>) browser.script(CUT)).isEmpty();
    browser.go(addressOfKinds);
    assertThat(browser.isTooWide()).isFalse();
    assertThat(browser.barriers(Peers.axe())).isEmpty();
  }

  /** On A4 upright, from a browser whose user likes it dark, all failing runs but one folded. */
  @Test
  void onPaperAllRunsAreThereDarkOnLightAndNothingIsOverTheEdge() {
    browser.becomes(794, 1123, true);
    browser.go(address);
    browser
        .driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of(
                "media",
                "print",
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    assertThat(browser.isTooWide()).isFalse();
    assertThat(count("details:not([open])")).isPositive();
    assertThat(browser.script(EMPTY)).isEqualTo(0L);
    assertThat((String) browser.script("return getComputedStyle(document.body).color"))
        .as("ink on paper is dark")
        .matches("rgb\\((\\d|[1-5]\\d), (\\d|[1-5]\\d), (\\d|[1-5]\\d)\\)");
  }
}

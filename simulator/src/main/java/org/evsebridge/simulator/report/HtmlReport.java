package org.evsebridge.simulator.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evsebridge.bridge.yaml.Durations;

/** Reports as one page for a browser that needs nothing else: no script, no address outside. */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  private final Html page = new Html();

  private HtmlReport() {}

  /** The page of some reports, those that failed first. */
  public static String of(List<ScenarioReport> reports) {
    return new HtmlReport().write(reports);
  }

  /**
   * The page of one test, which failed.
   *
   * @param state how the station stands
   */
  public static String ofTest(Report report, String state) {
    HtmlReport html = new HtmlReport();
    html.head(report.name() + " failed");
    html.page
        .raw("\n")
        .element("p class=\"quiet\"", report.file())
        .element("p class=\"quiet\"", state)
        .raw("\n");
    html.run(report);
    return html.end();
  }

  private String write(List<ScenarioReport> reports) {
    List<ScenarioReport> failedFirst = new ArrayList<>(reports);
    failedFirst.sort((a, b) -> Boolean.compare(a.passed(), b.passed()));
    long passed = reports.stream().filter(ScenarioReport::passed).count();
    String title = passed + " of " + reports.size() + " scenarios passed";
    head(title);
    page.raw("\n<nav aria-label=\"Scenarios\"><ul>\n");
    for (int i = 0; i < failedFirst.size(); i++) {
      page.raw("<li>");
      verdict(failedFirst.get(i).passed());
      page.raw(" <a href=\"#scenario-" + i + "\">")
          .text(failedFirst.get(i).name())
          .raw("</a></li>\n");
    }
    page.raw("</ul></nav>\n");
    for (int i = 0; i < failedFirst.size(); i++) {
      scenario(failedFirst.get(i), i);
    }
    return end();
  }

  private void head(String title) {
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .element("title", title)
        .raw("<style>\n" + style() + "</style></head><body>\n<main>")
        .element("h1", title);
  }

  private String end() {
    return page.raw("</main></body></html>\n").toString();
  }

  private static String style() {
    try (InputStream style = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void verdict(boolean passed) {
    page.element(
        passed ? "span class=\"good\"" : "span class=\"bad\"", passed ? "passed" : "FAILED");
  }

  private void scenario(ScenarioReport report, int index) {
    page.raw("<section><h2 id=\"scenario-" + index + "\">");
    verdict(report.passed());
    page.text(" " + report.name()).raw("</h2>\n").element("p class=\"quiet\"", report.file());
    if (report.isSeeded()) {
      seeds(report);
    } else {
      run(report.runs().get(0));
    }
    page.raw("</section>\n");
  }

  private void seeds(ScenarioReport report) {
    List<Report> failed = report.failed();
    page.element(
        "p",
        String.format(
            Locale.ROOT,
            "%d of %d seeds passed.",
            report.runs().size() - failed.size(),
            report.runs().size()));
    if (report.areAlike()) {
      page.element("p", ScenarioReport.ALIKE);
    }
    if (!failed.isEmpty()) {
      page.raw("<p>Again: <code>")
          .text("evse-simulator test " + report.file() + " --seeds " + ScenarioReport.seeds(failed))
          .raw("</code></p>\n");
    }
    page.raw("<table><tr><th>seeds that passed</th><th>check</th><th>what was seen</th></tr>\n");
    for (List<Verdict> check : report.byCheck()) {
      long passed = check.stream().filter(Verdict::passed).count();
      page.raw("<tr><td>")
          .element(
              passed == check.size() ? "span class=\"good\"" : "span class=\"bad\"",
              passed + " of " + check.size())
          .raw("</td>")
          .element("td", check.get(0).expected())
          .raw("<td>");
      Distribution.of(check).ifPresent(this::spread);
      page.raw("</td></tr>\n");
    }
    page.raw("</table>\n");
    for (Report run : failed) {
      page.raw(run == failed.get(0) ? "<details open><summary>" : "<details><summary>");
      verdict(false);
      page.text(" seed " + run.seed().orElseThrow() + ": " + run.failures()).raw("</summary>\n");
      run(run);
      page.raw("</details>\n");
    }
  }

  private void spread(Distribution distribution) {
    page.text(distribution.text());
    if (distribution.quantile(0) < distribution.quantile(1)) {
      page.raw(SvgHistogram.draw(distribution));
    }
  }

  private void run(Report run) {
    page.raw("<table><tr><th>verdict</th><th>check</th><th>what was seen</th></tr>\n");
    for (Verdict verdict : run.verdicts()) {
      page.raw("<tr><td>");
      verdict(verdict.passed());
      page.raw("</td>")
          .element("td", verdict.expected())
          .element("td", verdict.seen() + failedAt(run, verdict))
          .raw("</tr>\n");
    }
    page.raw("</table>\n<div class=\"run\"><div>");
    run.series().ifPresent(series -> plots(run, series));
    page.raw("</div>\n");
    if (!run.happenings().isEmpty()) {
      page.raw("<div class=\"log\">").element("h3", "What happened").raw("<ol>");
      run.happenings().forEach(one -> page.element("li", happened(run, one)));
      page.raw("</ol></div>\n");
    }
    page.raw("</div>\n");
    page.element(
        "p class=\"quiet\"",
        Durations.format(run.simulated())
            + String.format(Locale.ROOT, " simulated in %.3f s.", Report.seconds(run.took())));
  }

  private static boolean countsFromStart(Report run) {
    return run.series().filter(series -> series.start().isEmpty()).isPresent();
  }

  private static String happened(Report run, Happening one) {
    return countsFromStart(run) ? sinceStart(one.at()) + ": " + one.text() : one.text();
  }

  private static String failedAt(Report run, Verdict verdict) {
    return verdict
        .failedAt()
        .filter(at -> countsFromStart(run))
        .map(at -> " (" + sinceStart(at) + ")")
        .orElse("");
  }

  private static String sinceStart(Duration at) {
    return Durations.format(at) + " after the start";
  }

  /** What the marks in the plots say. */
  private void legend(boolean happened, boolean failed) {
    String numbers = happened ? "A number stands for a line of what happened. " : "";
    String red = failed ? "A red line is where a check failed first." : "";
    if (happened || failed) {
      page.element("p class=\"quiet\"", (numbers + red).strip()).raw("\n");
    }
  }

  private void plots(Report run, Series series) {
    Map<String, List<Series.Line>> byPlot = new LinkedHashMap<>();
    series.lines().forEach(l -> byPlot.computeIfAbsent(l.plot(), k -> new ArrayList<>()).add(l));
    List<Verdict> failed = run.verdicts().stream().filter(v -> v.failedAt().isPresent()).toList();
    legend(!run.happenings().isEmpty(), !failed.isEmpty());
    if (series.start().isEmpty()) {
      page.element(
              "p class=\"quiet\"", "The clock was set meanwhile: the plots count from the start.")
          .raw("\n");
    }
    byPlot.forEach(
        (title, lines) -> {
          if (lines.stream().anyMatch(line -> line.samples().stream().anyMatch(s -> !s.isNaN()))) {
            page.raw(new SvgPlot(title, lines, series).draw(run.happenings(), failed));
          }
        });
  }
}

package org.evsebridge.simulator.report;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.time.SimulatedClock;

/** Draws lines of one unit over a run's time as SVG, with marks where something happened. */
final class SvgPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 190;
  private static final int LEFT = 48;

  /** Half a label of the time axis, also where letters are larger. */
  private static final int RIGHT = 48;

  private static final int TOP = 16;
  private static final int BOTTOM = 20;
  private static final int COLOURS = 6;

  /** As wide as two numbers of two digits and a dash, also where letters are larger. */
  private static final int NUMBERS_APART = 44;

  private static final int VALUE_TICKS = 5;
  private static final int TIME_TICKS = 8;

  private static final DateTimeFormatter WITH_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter WITHOUT = DateTimeFormatter.ofPattern("HH:mm");

  private final String title;
  private final List<Series.Line> lines;
  private final Series series;
  private final double seconds;
  private final double startOfDay;
  private final Axis time;
  private final Axis values;
  private final Html svg = new Html();

  /**
   * @param lines of the series; at least one
   */
  SvgPlot(String title, List<Series.Line> lines, Series series) {
    this.title = title;
    this.lines = lines;
    this.series = series;
    this.seconds = Report.seconds(series.length());
    this.startOfDay = series.start().map(s -> s.toLocalTime().toSecondOfDay()).orElse(0);
    this.time = Axis.ofTime(startOfDay, seconds, TIME_TICKS);
    double[] all =
        lines.stream()
            .flatMap(line -> line.samples().stream())
            .filter(sample -> !sample.isNaN())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    this.values =
        all.length == 0
            ? Axis.ofValues(0, 1, VALUE_TICKS)
            : Axis.ofValues(all[0], all[all.length - 1], VALUE_TICKS);
  }

  /**
   * Draws it.
   *
   * @param happenings marked by their numbers, from 1
   * @param failed checks, each marked where it failed first
   */
  String draw(List<Happening> happenings, List<Verdict> failed) {
    String unit = lines.get(0).unit();
    svg.raw("<figure><figcaption>").element("strong", title + ", " + unit).raw(" ");
    for (int i = 0; i < lines.size(); i++) {
      svg.element("span class=\"key-" + i % COLOURS + "\"", "— " + lines.get(i).name());
    }
    svg.raw("</figcaption>");
    svg.raw("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
        .text(title + " over time")
        .raw("\">");
    drawAxes();
    happenings.forEach(one -> drawMark("mark", one.at(), one.text()));
    drawNumbers(happenings);
    failed.forEach(
        one -> drawMark("failed", one.failedAt().orElseThrow(), "failed: " + one.expected()));
    for (int i = 0; i < lines.size(); i++) {
      drawLine(lines.get(i), "line-" + i % COLOURS);
    }
    return svg.raw("</svg></figure>\n").toString();
  }

  private void drawAxes() {
    for (double tick : values.ticks()) {
      double y = y(tick);
      drawLine("axis", LEFT, y, WIDTH - RIGHT, y, "");
      drawText("end", LEFT - 5, y + 4, number(tick));
    }
    for (double tick : time.ticks()) {
      sinceStart(tick).filter(at -> at <= seconds).ifPresent(at -> drawTick(x(at), time(tick)));
    }
  }

  private void drawTick(double x, String words) {
    drawLine("axis", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4, "");
    drawText("middle", x, HEIGHT - 4, words);
  }

  /**
   * How many seconds after the start a clock on the wall shows a tick's time: of the two hours of
   * that name when summer time ends the first; empty in the hour that is left out when it begins.
   */
  private Optional<Double> sinceStart(double tick) {
    if (series.start().isEmpty()) {
      return Optional.of(tick);
    }
    LocalDateTime start = series.start().get();
    LocalDateTime shown = start.toLocalDate().atStartOfDay().plusSeconds(Math.round(tick));
    ZonedDateTime moment = shown.atZone(SimulatedClock.ZONE);
    return Optional.of(moment)
        .filter(known -> known.toLocalDateTime().equals(shown))
        .map(known -> Duration.between(start.atZone(SimulatedClock.ZONE), known))
        .map(Report::seconds);
  }

  /** Where marks are so close that their numbers would overlap, one text names them all. */
  private void drawNumbers(List<Happening> happenings) {
    for (int first = 0; first < happenings.size(); ) {
      double x = x(happenings.get(first));
      int next = first + 1;
      while (next < happenings.size() && x(happenings.get(next)) - x < NUMBERS_APART) {
        next++;
      }
      String numbers = next == first + 1 ? "" + next : (first + 1) + "–" + next;
      svg.raw(
              String.format(
                  Locale.ROOT,
                  "<text class=\"marked\" x=\"%.1f\" y=\"11\" text-anchor=\"middle\">",
                  x))
          .text(numbers)
          .raw("</text>");
      first = next;
    }
  }

  private double x(Happening happening) {
    return x(Report.seconds(happening.at()));
  }

  private void drawMark(String kind, Duration at, String words) {
    double x = x(Report.seconds(at));
    drawLine(kind, x, TOP, x, HEIGHT - BOTTOM, words);
  }

  private void drawLine(String kind, double x1, double y1, double x2, double y2, String words) {
    svg.raw(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\">",
            kind,
            x1,
            y1,
            x2,
            y2));
    if (!words.isEmpty()) {
      svg.element("title", words);
    }
    svg.raw("</line>");
  }

  private void drawText(String anchor, double x, double y, String words) {
    svg.raw(
            String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
        .text(words)
        .raw("</text>");
  }

  /** A stretch of samples that have a value is a line of its own. */
  private void drawLine(Series.Line line, String kind) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.samples().size(); i++) {
      double sample = line.samples().get(i);
      if (Double.isNaN(sample)) {
        drawPoints(points, kind);
      } else {
        double at = Report.seconds(series.interval()) * (i + 1);
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(sample)));
      }
    }
    drawPoints(points, kind);
  }

  private void drawPoints(StringBuilder points, String kind) {
    if (!points.isEmpty()) {
      svg.raw("<polyline class=\"" + kind + "\" points=\"" + points.toString().strip() + "\"/>");
      points.setLength(0);
    }
  }

  private double x(double secondsSinceStart) {
    return LEFT + time.part(startOfDay + secondsSinceStart) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - values.part(value) * (HEIGHT - TOP - BOTTOM);
  }

  private String number(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(values.step())));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }

  private String time(double tick) {
    return series
        .start()
        .map(start -> clock(start.toLocalDate(), Math.round(tick)))
        .orElseGet(() -> Durations.format(Duration.ofSeconds(Math.round(tick))));
  }

  /** In a run that passes midnight, midnight shows which day begins. */
  private String clock(LocalDate firstDay, long second) {
    LocalDateTime moment = firstDay.atStartOfDay().plusSeconds(second);
    if (time.to() >= Axis.DAY && second % Axis.DAY == 0) {
      return DATE.format(moment);
    }
    return (time.step() < 60 ? WITH_SECONDS : WITHOUT).format(moment);
  }
}

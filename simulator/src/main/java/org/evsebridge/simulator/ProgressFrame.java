package org.evsebridge.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.scenario.Progress;
import org.evsebridge.simulator.terminal.TextFit;
import org.evsebridge.simulator.terminal.WindowSize;

/** Lays the progress of runs out for a terminal: a line for each that is made, and one for all. */
final class ProgressFrame {
  private static final int SHORTEST_NAME = 8;

  private ProgressFrame() {}

  static List<String> of(Progress.State state, WindowSize window) {
    int width = window.fitting();
    List<String> lines = new ArrayList<>();
    int room = Math.max(1, window.rows() - 2);
    state.now().stream().limit(room).forEach(run -> lines.add(line(run, width)));
    String all = all(state);
    lines.add(all.length() <= width ? all : TextFit.cut(brief(state), width));
    return lines;
  }

  /** What the run is gives way to how far it is. */
  private static String line(Progress.Running run, int width) {
    String far = ": " + whole(run.simulated()) + " of " + whole(run.whole());
    String seed = run.seed().stream().mapToObj(s -> ", seed " + s).findFirst().orElse("") + far;
    return TextFit.cut(run.name(), Math.max(SHORTEST_NAME, width - seed.length())) + seed;
  }

  private static String all(Progress.State state) {
    String pace = state.pace().map(p -> "  " + count(p) + " times real time").orElse("");
    String rest = state.rest().map(r -> "  about " + whole(r) + " left").orElse("");
    return String.format(
        Locale.ROOT,
        "%d of %d runs made, %.0f %%%s%s",
        state.over(),
        state.runs(),
        100 * state.part(),
        pace,
        rest);
  }

  private static String brief(Progress.State state) {
    return String.format(
        Locale.ROOT,
        "%d/%d runs %.0f %%%s%s",
        state.over(),
        state.runs(),
        100 * state.part(),
        state.pace().map(p -> " x" + count(p)).orElse(""),
        state.rest().map(r -> " " + whole(r) + " left").orElse(""));
  }

  /** With three digits that count: the pace changes all the time. */
  private static String count(double pace) {
    double tens = Math.pow(10, Math.max(0, Math.floor(Math.log10(pace)) - 2));
    return pace < 10
        ? String.format(Locale.ROOT, "%.1f", pace)
        : String.format(Locale.ROOT, "%.0f", Math.round(pace / tens) * tens);
  }

  private static String whole(Duration duration) {
    return Durations.format(Duration.ofSeconds(duration.toSeconds()));
  }
}

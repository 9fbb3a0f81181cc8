package org.evsebridge.simulator.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.yaml.Durations;

/**
 * What came out of one run of a scenario.
 *
 * @param file the scenario's, as it was given
 * @param seed that it ran with, where it ran with several
 * @param happenings what happened that a person wants to know: events, fuses that blew
 * @param series for its plots, where they are kept
 * @param simulated how much time passed in the station
 * @param took how much passed outside
 */
public record Report(
    String file,
    String name,
    OptionalLong seed,
    List<Verdict> verdicts,
    List<Happening> happenings,
    Optional<Series> series,
    Duration simulated,
    Duration took) {

  /** Without its plots, as it is kept where there are many. */
  public Report withoutSeries() {
    return new Report(file, name, seed, verdicts, happenings, Optional.empty(), simulated, took);
  }

  public boolean passed() {
    return verdicts.stream().allMatch(Verdict::passed);
  }

  /** A block of lines: one for each happening and each check, and the sum. */
  public String text() {
    StringBuilder text = new StringBuilder(title(file, name));
    happenings.forEach(one -> text.append("        ").append(one.text()).append('\n'));
    for (Verdict verdict : verdicts) {
      text.append(line(verdict.passed(), verdict.expected(), verdict.seen()));
    }
    long passed = verdicts.stream().filter(Verdict::passed).count();
    return text.append(
            String.format(
                Locale.ROOT,
                "  %d of %d checks passed, %s simulated in %.1f s%n",
                passed,
                verdicts.size(),
                Durations.format(simulated),
                seconds(took)))
        .toString();
  }

  /** What failed, in a line. */
  String failures() {
    return String.join(
        "; ",
        verdicts.stream()
            .filter(verdict -> !verdict.passed())
            .map(verdict -> verdict.expected() + ": " + verdict.seen())
            .toList());
  }

  static String title(String file, String name) {
    return file + ": " + name + "\n";
  }

  static String line(boolean passed, String expected, String seen) {
    return (passed ? "  ok    " : "  FAIL  ") + expected + ": " + seen + "\n";
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

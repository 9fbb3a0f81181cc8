package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.yaml.Durations;

/**
 * What came out of a run.
 *
 * @param happenings what happened that a person wants to know: events, fuses that blew
 * @param simulated how much time passed in the station
 * @param took how much passed outside
 */
public record Report(
    Scenario scenario,
    List<Check.Verdict> verdicts,
    List<String> happenings,
    Duration simulated,
    Duration took) {

  public boolean passed() {
    return verdicts.stream().allMatch(Check.Verdict::passed);
  }

  /** A block of lines: one for each happening and each check, and the sum. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(scenario.file()).append(": ").append(scenario.name()).append('\n');
    happenings.forEach(line -> text.append("        ").append(line).append('\n'));
    for (Check.Verdict verdict : verdicts) {
      text.append(verdict.passed() ? "  ok    " : "  FAIL  ")
          .append(verdict.expected())
          .append(": ")
          .append(verdict.seen())
          .append('\n');
    }
    long passed = verdicts.stream().filter(Check.Verdict::passed).count();
    return text.append(
            String.format(
                Locale.ROOT,
                "  %d of %d checks passed, %s simulated in %.1f s%n",
                passed,
                verdicts.size(),
                Durations.format(simulated),
                took.toNanos() / 1e9))
        .toString();
  }
}

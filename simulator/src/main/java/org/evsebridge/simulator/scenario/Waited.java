package org.evsebridge.simulator.scenario;

import java.time.Duration;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.report.Verdict;

/**
 * What came of waiting for a condition.
 *
 * @param took the simulated time until that was known; zero when the first look told it and nothing
 *     was to pass before it
 */
public record Waited(Verdict verdict, Duration took) {
  /** How long it took, for people: {@code at once} or {@code after 4.2s}. */
  public String when() {
    return took.isZero() ? "at once" : "after " + Durations.format(took);
  }
}

package org.evsebridge.simulator.report;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of a check.
 *
 * @param expected the expectation in words
 * @param seen what was seen in words, whether it passed or not
 * @param value what was seen as a number, in the unit: the worst, the last, or that which was
 *     waited for; empty where nothing was
 * @param unit may be empty
 * @param failedAt when it failed first, since the start; empty where it passed or had no moment
 */
public record Verdict(
    String expected,
    boolean passed,
    String seen,
    OptionalDouble value,
    String unit,
    Optional<Duration> failedAt) {

  /** This verdict, on an expectation in other words. */
  public Verdict of(String words) {
    return new Verdict(words, passed, seen, value, unit, failedAt);
  }

  /** A verdict on something that is no number. */
  public static Verdict of(String expected, boolean passed, String seen) {
    return new Verdict(expected, passed, seen, OptionalDouble.empty(), "", Optional.empty());
  }
}

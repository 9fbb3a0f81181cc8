package org.evsebridge.bridge.config.gateway;

import java.time.Duration;

/**
 * The line that requests are forwarded over, and how it is used. Entries that share an upstream
 * must agree on all of it.
 *
 * @param queue how many requests may wait for the line
 */
public record LineConfig(
    Upstream upstream, LineTimes times, LateAnswers late, Retries retries, int queue) {
  /** What the log calls the line. */
  public String name() {
    return upstream.name();
  }

  /**
   * On a guarded line a time-out and the longest frame together take no longer than this. A
   * heartbeat that waits for both then still reaches the module within the two seconds that the
   * previous one lasts.
   */
  private static final Duration GUARDED = Duration.ofMillis(1_200);

  /** At least this much of it must remain as time to wait for an answer. */
  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(500);

  /** How long an answer may be waited for on a guarded line. */
  private Duration guardedTimeout() {
    return GUARDED.minus(upstream.longestFrame());
  }

  /** Whether a guard's heartbeats come through in time, whatever else is on the line. */
  public boolean isFastEnoughForGuard() {
    return guardedTimeout().compareTo(LEAST_TIMEOUT) >= 0;
  }

  /** Whether a unit that does not answer holds the line for longer than a guard can wait. */
  public boolean waitsTooLongForGuard() {
    return times.timeout().compareTo(guardedTimeout()) > 0;
  }

  /** This line with guarded modules on it. */
  public LineConfig guarded() {
    return new LineConfig(upstream, times.waiting(guardedTimeout()), late, retries, queue);
  }

  /** Whether it is behind a network. */
  public boolean isRemote() {
    return !(upstream instanceof Upstream.Serial);
  }

  /**
   * The hash of the name alone: the hash that the JVM generates for all nested records would add 10
   * ms to each start.
   */
  @Override
  public int hashCode() {
    return name().hashCode();
  }
}

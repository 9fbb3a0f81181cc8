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
  /** Of a frame on a serial line (Modbus over serial line V1.02, section 2.3), in characters. */
  private static final int LONGEST_FRAME = 256;

  /** What the log calls the line. */
  public String name() {
    return upstream.name();
  }

  /** How long the longest frame takes on the wire; nothing where there is no serial line. */
  public Duration longestFrame() {
    return upstream
        .serialLine()
        .map(settings -> Duration.ofNanos(LONGEST_FRAME * settings.characterNanos()))
        .orElse(Duration.ZERO);
  }

  /** How long a device that does not answer, or very late, may hold the line. */
  public Duration longestHold() {
    return times.timeout().plus(longestFrame());
  }

  /** The same line with another time-out, which none of its other times is longer than. */
  LineConfig withTimeout(Duration timeout) {
    return new LineConfig(upstream, times.withTimeout(timeout), late, retries, queue);
  }
}

package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a line waits for what.
 *
 * @param timeout from the end of a request on the wire to the first byte of its answer
 * @param absentTimeout the same while others wait, for a unit or an address that was silent when it
 *     was last asked; never more than {@code timeout}
 * @param delay a pause before each request, where it is longer than the gap
 * @param late for how long after a time-out no fence is asked: a device that is busy may drop it
 * @param gap the silence that parts two frames; the specification's where absent
 * @param frameSilence the silence that ends a frame; fit for the upstream where absent
 * @param broadcastDelay how long the line rests after a broadcast
 * @param unitRetry how often at most a unit or an address is asked that timed out three times
 *     running
 */
public record LineTimes(
    Duration timeout,
    Duration absentTimeout,
    Duration delay,
    Duration late,
    Optional<Duration> gap,
    Optional<Duration> frameSilence,
    Duration broadcastDelay,
    Duration unitRetry) {

  /** These times with a time-out of at most this. */
  LineTimes waiting(Duration most) {
    return new LineTimes(
        shorter(timeout, most),
        shorter(absentTimeout, most),
        delay,
        late,
        gap,
        frameSilence,
        broadcastDelay,
        unitRetry);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

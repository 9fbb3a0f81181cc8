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
 * @param gap the silence between two frames; the specification's where absent
 * @param frameSilence the silence that ends a frame; where absent the larger of the gap and {@link
 *     #SERIAL_SILENCE} or {@link #NETWORK_SILENCE}
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
  /** The specification's gap, in characters; above {@link #FAST_BAUDRATE} {@link #FAST_GAP}. */
  public static final double GAP_CHARACTERS = 3.5;

  public static final int FAST_BAUDRATE = 19_200;
  public static final Duration FAST_GAP = Duration.ofNanos(1_750_000);

  /** Serial adapters hand over bytes in lumps that far apart. */
  public static final Duration SERIAL_SILENCE = Duration.ofMillis(30);

  /** A radio link that stalls and a segment that is sent again fit in; so does a reader's time. */
  public static final Duration NETWORK_SILENCE = Duration.ofSeconds(1);

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

package org.evsebridge.bridge.status;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a line, a unit on it or a client has seen since the start, at one moment.
 *
 * @param name the line's device or address, with the unit, or the client's address
 * @param requests answered, whatever the answer
 * @param transactions on the line; of a client, those that its own requests led
 * @param merged requests that another one's transaction served
 * @param cacheHits requests that a kept answer served
 * @param answers transactions that a device answered, exceptions among them
 * @param timeouts transactions without an answer
 * @param garbled transactions whose answer could not be used: CRC errors and truncated ones
 * @param foreign frames that came and answered nothing that was under way: late ones, another
 *     master's
 * @param exceptions how many answers carried which exception code
 * @param waiting requests in the queue now; 0 for a client
 * @param busy how long the line was in use
 * @param since how long this has been counted
 * @param p50 half of the requests were answered within this time of their arrival
 * @param p99 99 of 100 were
 * @param lastAnswerAge how long ago a device last answered; empty when none has
 * @param lastFailureAge how long ago a transaction last got no usable answer; empty when none did
 */
public record BusCounters(
    String name,
    long requests,
    long transactions,
    long merged,
    long cacheHits,
    long answers,
    long timeouts,
    long garbled,
    long foreign,
    Map<Integer, Long> exceptions,
    int waiting,
    Duration busy,
    Duration since,
    Duration p50,
    Duration p99,
    Optional<Duration> lastAnswerAge,
    Optional<Duration> lastFailureAge) {

  public BusCounters {
    exceptions = Map.copyOf(exceptions);
  }

  /** The part of the time that the line was in use, 0 to 1. */
  public double utilisation() {
    return since.isZero() ? 0 : (double) busy.toNanos() / since.toNanos();
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d requests, %d transactions, %d merged, %d from the cache, %d answers, %d time-outs,"
            + " %d garbled, %d foreign frames, exceptions %s, %d waiting, %.1f %% in use, p50 %.1f ms, p99 %.1f ms",
        name,
        requests,
        transactions,
        merged,
        cacheHits,
        answers,
        timeouts,
        garbled,
        foreign,
        new TreeMap<>(exceptions),
        waiting,
        100 * utilisation(),
        millis(p50),
        millis(p99));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}

package org.evsebridge.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.yaml.Durations;

/**
 * Notices that a controller outside does nothing any more, or never began to: an evcc with a fatal
 * configuration, for one, goes on living for a quarter of an hour. Not thread-safe.
 */
final class Silence {
  private static final String NOTHING = "the controller has neither read nor written anything";

  private final Duration most;
  private final LongSupplier transactions;
  private final LongSupplier nanoTime;
  private long count;
  private long since;
  private boolean isExpected;
  private boolean isHeard;

  /**
   * @param most how long it may be silent
   * @param transactions how many clients have made on the lines
   * @param nanoTime as {@link System#nanoTime}
   */
  Silence(Duration most, LongSupplier transactions, LongSupplier nanoTime) {
    this.most = most;
    this.transactions = transactions;
    this.nanoTime = nanoTime;
    this.count = transactions.getAsLong();
    this.since = nanoTime.getAsLong();
  }

  /**
   * Looks whether it has been silent for too long, in words.
   *
   * @param alive whether it is meant to be at work
   */
  Optional<String> tooLong(boolean alive) {
    long now = nanoTime.getAsLong();
    long seen = transactions.getAsLong();
    isExpected |= alive;
    isHeard |= seen != count;
    if (!alive || seen != count) {
      count = seen;
      since = now;
    }
    return now - since > most.toNanos()
        ? Optional.of(NOTHING + " for " + Durations.format(most))
        : Optional.empty();
  }

  /** Whether it did nothing at all while it was meant to be at work, in words. */
  Optional<String> unbroken() {
    return isExpected && !isHeard ? Optional.of(NOTHING) : Optional.empty();
  }
}

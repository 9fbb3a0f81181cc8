package org.evsebridge.bridge.house;

import java.time.Duration;

/**
 * How long the next try is waited for: a second at first, then each time twice as long. Not
 * thread-safe.
 */
public final class RetryDelay {
  private static final long FIRST_MILLIS = 1_000;

  private final long most;
  private long next = FIRST_MILLIS;

  /**
   * @param most what no wait is longer than
   */
  public RetryDelay(Duration most) {
    this.most = most.toMillis();
  }

  /** The wait before the next try, in milliseconds. */
  public long next() {
    long delay = Math.min(next, most);
    next = Math.min(2 * next, most);
    return delay;
  }

  /** It went well. */
  public void reset() {
    next = FIRST_MILLIS;
  }
}

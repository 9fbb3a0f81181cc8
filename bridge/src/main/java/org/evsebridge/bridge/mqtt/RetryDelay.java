package org.evsebridge.bridge.mqtt;

import java.time.Duration;

/** How long the next try is waited for: a second at first, then each time twice as long. */
final class RetryDelay {
  private static final long FIRST_MILLIS = 1_000;

  private final long most;
  private long next = FIRST_MILLIS;

  RetryDelay(Duration most) {
    this.most = most.toMillis();
  }

  /** The wait before the next try, in milliseconds. */
  long next() {
    long delay = Math.min(next, most);
    next = Math.min(2 * next, most);
    return delay;
  }

  /** It went well. */
  void reset() {
    next = FIRST_MILLIS;
  }
}

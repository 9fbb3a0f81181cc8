package org.evsebridge.bridge.mqtt;

import java.time.Duration;

/** Keeps an interval between two times that something is done. In milliseconds. */
final class Throttle {
  private final long interval;
  private long last;
  private boolean any;

  Throttle(Duration interval) {
    this.interval = interval.toMillis();
  }

  /** How long it is to be waited for now; 0 when it may be done. */
  long remaining(long now) {
    return any ? Math.max(0, last + interval - now) : 0;
  }

  /** It is done now. */
  void done(long now) {
    last = now;
    any = true;
  }
}

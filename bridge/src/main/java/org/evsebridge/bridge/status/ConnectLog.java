package org.evsebridge.bridge.status;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs that clients of a port come and go, up to so many lines a minute: a client that tries again
 * and again, or a scanner, must not fill the log. Not thread-safe.
 */
public final class ConnectLog {
  /** Lines a minute. */
  static final int MOST = 20;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String name;
  private final LongSupplier nanoTime;
  private long begun;
  private int written = MOST;
  private long left = 0;

  /**
   * @param name what the log calls the port
   * @param nanoTime as {@link System#nanoTime}
   */
  public ConnectLog(Logger log, String name, LongSupplier nanoTime) {
    this.log = log;
    this.name = name;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong() - MINUTE;
  }

  /** Logs something that a client did, after the client's name. */
  public void say(Object client, String what) {
    long now = nanoTime.getAsLong();
    if (now - begun >= MINUTE) {
      begin(now);
    }
    if (written < MOST) {
      written++;
      log.info("{}: {} {}", name, client, what);
    } else if (left++ == 0) {
      log.info("{}: many clients come and go; the next lines of this minute are left out", name);
    }
  }

  private void begin(long now) {
    if (left > 0) {
      log.info("{}: {} lines on clients that came and went were left out", name, left);
    }
    begun = now;
    written = 0;
    left = 0;
  }
}

package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Notes when a thread that takes part in a test had to wait long for a processor. */
final class Stalls implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Duration longest;
  private final String[] threads;
  private final Thread watch = new Thread(this::watch, "stalls");
  private volatile long last = System.nanoTime() - Duration.ofHours(1).toNanos();
  private volatile boolean closed;

  /**
   * Begins to watch.
   *
   * @param longest what is no stall yet
   * @param threads the beginnings of their names
   */
  Stalls(Duration longest, String... threads) {
    this.longest = longest;
    this.threads = threads;
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    ProcessorWait before = ProcessorWait.of(threads);
    while (!closed) {
      LockSupport.parkNanos(LOOK.toNanos());
      ProcessorWait now = ProcessorWait.of(threads);
      if (now.longestSince(before) > longest.toNanos()) {
        last = System.nanoTime();
      }
      before = now;
    }
  }

  /** Whether there was one not long ago. */
  boolean within(Duration ago) {
    return System.nanoTime() - last < ago.toNanos();
  }

  @Override
  public void close() {
    closed = true;
  }
}

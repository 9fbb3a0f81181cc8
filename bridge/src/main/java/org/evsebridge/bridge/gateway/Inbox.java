package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Keeps what a transport says until it is looked at. Bytes beyond the bound are lost, as nothing so
 * long is a frame. Thread-safe.
 */
final class Inbox {
  private static final int BOUND = 2048;

  private final LongSupplier clock;
  private final byte[] bytes = new byte[BOUND];
  private int length;
  private long firstAt;
  private long lastAt;
  private boolean down;

  /**
   * @param clock as {@link System#nanoTime}
   */
  Inbox(LongSupplier clock) {
    this.clock = clock;
    this.firstAt = clock.getAsLong();
    this.lastAt = firstAt;
  }

  /** What a transport is started with: its bytes come here, and a watcher hears of all. */
  Transport.Owner owner(Line.Watcher watcher) {
    return new Transport.Owner() {
      @Override
      public void up() {
        clear();
        watcher.up();
      }

      @Override
      public void received(byte[] bytes) {
        put(bytes);
        watcher.heard();
      }

      @Override
      public void interrupted() {
        cut();
        watcher.interrupted();
      }

      @Override
      public void down(String why) {
        cut();
        watcher.down();
      }
    };
  }

  private synchronized void put(byte[] came) {
    lastAt = clock.getAsLong();
    if (length == 0) {
      firstAt = lastAt;
    }
    int n = Math.min(came.length, BOUND - length);
    System.arraycopy(came, 0, bytes, length, n);
    length += n;
  }

  /** The transport went down, or is about to. */
  synchronized void cut() {
    down = true;
  }

  /** Forgets everything: the transport is up, or about to be written to. */
  synchronized void clear() {
    length = 0;
    down = false;
  }

  /** Throws away the first bytes; what follows counts as beginning with its last arrival. */
  synchronized void discard(int count) {
    length -= count;
    System.arraycopy(bytes, count, bytes, 0, length);
    firstAt = lastAt;
  }

  /** How many bytes are there. */
  synchronized int length() {
    return length;
  }

  /** What is there. */
  synchronized byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** When the first of the bytes came. */
  synchronized long firstAt() {
    return firstAt;
  }

  /** When the last byte came, also one thrown away since. */
  synchronized long lastAt() {
    return lastAt;
  }

  /** Whether the transport went down since {@link #clear}. */
  synchronized boolean isDown() {
    return down;
  }
}

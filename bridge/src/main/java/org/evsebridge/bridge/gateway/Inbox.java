package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands what a line says from the thread that reads it to the one thread that waits for it. Bytes
 * beyond the bound are lost, as nothing so long is a frame.
 */
final class Inbox {
  private static final int BOUND = 1024;
  private static final long SPIN_NANOS = 60_000; // a parked thread comes back about this late

  private final byte[] bytes = new byte[BOUND];
  private int length;
  private long firstAt;
  private long lastAt;
  private boolean down;
  private int wanted;
  private Thread waiter;

  /** Bytes came. */
  void put(byte[] came) {
    Thread wake;
    synchronized (this) {
      lastAt = System.nanoTime();
      if (length == 0) {
        firstAt = lastAt;
      }
      int n = Math.min(came.length, BOUND - length);
      System.arraycopy(came, 0, bytes, length, n);
      length += n;
      wake = length >= wanted ? waiter : null;
    }
    LockSupport.unpark(wake);
  }

  /** The line went down: whoever waits need not go on. */
  void down() {
    Thread wake;
    synchronized (this) {
      down = true;
      wake = waiter;
    }
    LockSupport.unpark(wake);
  }

  /** Forgets everything: the line is up, or about to be written to. */
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

  synchronized int length() {
    return length;
  }

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

  synchronized boolean isDown() {
    return down;
  }

  /** Waits until so many bytes are there, the line is down, or a moment has come. */
  void await(int count, long until) throws InterruptedException {
    synchronized (this) {
      wanted = count;
      waiter = Thread.currentThread();
    }
    try {
      while (!isReady(count)) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          return;
        }
        pause(left);
      }
    } finally {
      synchronized (this) {
        waiter = null;
      }
    }
  }

  private synchronized boolean isReady(int count) {
    return length >= count || down;
  }

  private void pause(long nanos) throws InterruptedException {
    if (nanos > SPIN_NANOS) {
      LockSupport.parkNanos(this, nanos - SPIN_NANOS);
    } else {
      Thread.onSpinWait();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}

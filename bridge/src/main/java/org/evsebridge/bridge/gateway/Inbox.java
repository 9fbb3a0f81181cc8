package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands what a wire says from the thread that hears it to the one thread that waits for it. Bytes
 * beyond the bound are lost, as nothing so long is a frame.
 */
final class Inbox {
  private static final int BOUND = 2048;
  private static final long SPIN_NANOS = 120_000; // a parked thread may come back this late

  private final byte[] bytes = new byte[BOUND];
  private int length;
  private long firstAt = System.nanoTime();
  private long lastAt = firstAt;
  private boolean down;
  private int wanted;
  private Thread waiter;

  /** What a wire is started with: its bytes come here, its ups and downs go to a watcher too. */
  Wire.Owner owner(Line.Watcher watcher) {
    return new Wire.Owner() {
      @Override
      public void up() {
        clear();
        watcher.up();
      }

      @Override
      public void received(byte[] bytes) {
        put(bytes);
      }

      @Override
      public void down() {
        cut();
        watcher.down();
      }
    };
  }

  private void put(byte[] came) {
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

  private void cut() {
    Thread wake;
    synchronized (this) {
      down = true;
      wake = waiter;
    }
    LockSupport.unpark(wake);
  }

  /** Forgets everything: the wire is up, or about to be written to. */
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

  /** Whether the wire went down since {@link #clear}. */
  synchronized boolean isDown() {
    return down;
  }

  /** Waits until so many bytes are there, the wire is down, or a moment has come. */
  void await(int count, long until) throws InterruptedException {
    synchronized (this) {
      wanted = count;
      waiter = Thread.currentThread();
    }
    try {
      for (long left = until - System.nanoTime();
          left > 0 && !isReady(count);
          left = until - System.nanoTime()) {
        park(left);
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

  /** Waits for a time, whatever comes, to the microsecond: the gap on the line hangs on it. */
  void sleep(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      if (left > SPIN_NANOS) {
        park(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void park(long nanos) throws InterruptedException {
    LockSupport.parkNanos(this, nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}

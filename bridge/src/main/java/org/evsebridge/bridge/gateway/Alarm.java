package org.evsebridge.bridge.gateway;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread wait until the earliest of the moments, by {@link System#nanoTime}, that any
 * thread asks for. A moment that is no longer needed is left alone: to be woken for nothing now and
 * then costs less than to set the alarm for each transaction.
 */
final class Alarm {
  /** When there is nothing to wait for. */
  static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  private static final long SPIN_NANOS = 120_000; // a parked thread may come back this late

  private final Thread sleeper;
  private final AtomicLong moment = new AtomicLong(System.nanoTime());

  /**
   * @param sleeper the one thread that waits
   */
  Alarm(Thread sleeper) {
    this.sleeper = sleeper;
  }

  /** Wakes the sleeper at a moment, if not before. */
  void by(long wanted) {
    long before = moment.getAndAccumulate(wanted, (a, b) -> b - a < 0 ? b : a);
    if (wanted - before < 0 && Thread.currentThread() != sleeper) {
      LockSupport.unpark(sleeper);
    }
  }

  /** Waits, to the microsecond: the gap on the line hangs on it. */
  void await() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(this, left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    moment.set(System.nanoTime() + NEVER_NANOS);
  }

  private long left() {
    return moment.get() - System.nanoTime();
  }
}

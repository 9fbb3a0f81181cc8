package org.evsebridge.bridge.gateway;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.process.Threads;

/** An alarm with a thread of its own, which does what is to be done. */
final class AlarmThread implements Alarm {
  private static final long SPIN_NANOS = 120_000; // a parked thread may come back this late
  private static final long CLOSE_MILLIS = 2_000;

  private final LongSupplier clock;
  private final Runnable task;
  private final Thread thread;
  private final AtomicLong moment;

  private AlarmThread(String name, LongSupplier clock, Runnable task) {
    this.clock = clock;
    this.task = task;
    this.moment = new AtomicLong(clock.getAsLong() + NEVER_NANOS);
    this.thread = Threads.daemon(name, this::run);
  }

  /**
   * Starts the thread.
   *
   * @param clock as {@link System#nanoTime}, and no faster or slower
   */
  static AlarmThread start(String name, LongSupplier clock, Runnable task) {
    AlarmThread alarm = new AlarmThread(name, clock, task);
    alarm.thread.start();
    return alarm;
  }

  @Override
  public void by(long wanted) {
    long before = moment.getAndAccumulate(wanted, (a, b) -> b - a < 0 ? b : a);
    if (wanted - before < 0 && Thread.currentThread() != thread) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (await()) {
      task.run();
    }
  }

  /** Waits, to the microsecond: the gap on the line hangs on it. False when interrupted. */
  private boolean await() {
    for (long left = left(); left > 0; left = left()) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(this, left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
      if (Thread.interrupted()) {
        return false;
      }
    }
    moment.set(clock.getAsLong() + NEVER_NANOS);
    return true;
  }

  private long left() {
    return moment.get() - clock.getAsLong();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

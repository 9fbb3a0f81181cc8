package org.evsebridge.simulator.api;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evsebridge.bridge.process.Threads;

/**
 * Tells those who wish it how everything stands, at the pace of an LED's step in real time, however
 * fast the clock goes: nobody's browser drowns. While nobody listens, nothing is asked.
 * Thread-safe.
 */
final class StateFeed implements AutoCloseable {
  /** Real time between two states. */
  static final long MILLIS = 250;

  private final Events events;
  private final Supplier<Object> state;
  private ScheduledExecutorService thread;
  private ScheduledFuture<?> telling;

  /**
   * @param state how everything stands now; may wait
   */
  StateFeed(Events events, Supplier<Object> state) {
    this.events = events;
    this.state = state;
  }

  /** Somebody has begun to listen. */
  synchronized void begin() {
    if (thread == null) {
      thread = Executors.newSingleThreadScheduledExecutor(Threads.factory("control API state"));
    }
    if (telling == null) {
      telling = thread.scheduleWithFixedDelay(this::tell, 0, MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void tell() {
    if (events.has(Events.Subscription.STATE)) {
      events.send(Events.Subscription.STATE, "state", state);
    } else {
      pause();
    }
  }

  private synchronized void pause() {
    if (!events.has(Events.Subscription.STATE) && telling != null) {
      telling.cancel(false);
      telling = null;
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}

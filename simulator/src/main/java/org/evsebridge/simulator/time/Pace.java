package org.evsebridge.simulator.time;

import java.time.Duration;

/**
 * How many whole steps are due when simulated time runs along with a monotonic time. It counts from
 * one origin, so that neither rounding nor a stall makes simulated time fall behind for good.
 */
final class Pace {
  private final long stepNanos;
  private final long origin;
  private long done;

  /**
   * @param now the monotonic time at the origin, in nanoseconds
   */
  Pace(Duration step, long now) {
    this.stepNanos = step.toNanos();
    this.origin = now;
  }

  /** The steps that have become due since the last call; they count as done from here on. */
  long due(long now) {
    long due = (now - origin) / stepNanos - done;
    done += due;
    return due;
  }

  /** How long until the next step is due, in nanoseconds; 0 when one is due already. */
  long untilNext(long now) {
    return Math.max(0, origin + (done + 1) * stepNanos - now);
  }
}

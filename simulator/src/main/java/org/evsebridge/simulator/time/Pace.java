package org.evsebridge.simulator.time;

import java.time.Duration;

/**
 * How many whole steps are due when simulated time runs along with a monotonic time. It counts from
 * one origin, so that neither rounding nor a stall makes simulated time fall behind for good.
 */
final class Pace {
  private final double nanosPerStep;
  private final long origin;
  private long done;

  /**
   * @param speed simulated time over real time; 0 stands still
   * @param origin the monotonic time from which on steps become due, in nanoseconds
   */
  Pace(Duration step, double speed, long origin) {
    this.nanosPerStep = speed == 0 ? Double.POSITIVE_INFINITY : step.toNanos() / speed;
    this.origin = origin;
  }

  /** The steps that have become due since the last call; they count as done from here on. */
  long due(long now) {
    long due = (long) Math.max(0, (now - origin) / nanosPerStep) - done;
    done += due;
    return due;
  }

  /** How long until the next step is due, in nanoseconds; 0 when one is due already. */
  long untilNext(long now) {
    return (long) Math.max(0, Math.ceil((done + 1) * nanosPerStep) - (now - origin));
  }
}

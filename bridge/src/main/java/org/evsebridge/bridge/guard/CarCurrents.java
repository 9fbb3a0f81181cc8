package org.evsebridge.bridge.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import org.evsebridge.bridge.grid.PerPhase;

/**
 * What a module's car has drawn lately, on the house's phases. The meter's value is a mean and
 * late, so only the least since the telegram before began is certainly part of it; taking off no
 * more makes what is left an upper bound of the house.
 */
final class CarCurrents {
  /** A reading of this age, in milliseconds, still says what the car draws. */
  private static final long FRESH = 3_000;

  private record Sample(long at, PerPhase amperes) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Half a minute at the fastest reading that the guard and its clients do. */
  private static final int MOST = 256;

  void read(long now, PerPhase amperes) {
    samples.addLast(new Sample(now, amperes));
    if (samples.size() > MOST) {
      samples.removeFirst();
    }
  }

  /**
   * The least on each phase since some time, and the last before it if that is fresh enough; 0
   * without any.
   */
  PerPhase least(long since, long now) {
    long from = Math.min(since, now - FRESH);
    while (!samples.isEmpty() && samples.peekFirst().at < from) {
      samples.removeFirst();
    }
    if (samples.isEmpty()) {
      return PerPhase.ZERO;
    }
    PerPhase least = samples.peekFirst().amperes;
    for (Sample sample : samples) {
      least = least.with(sample.amperes, Math::min);
    }
    return least;
  }

  /** When the last reading came; long ago without one. */
  long lastAt() {
    return samples.isEmpty() ? Long.MIN_VALUE / 2 : samples.peekLast().at;
  }

  PerPhase last() {
    return samples.isEmpty() ? PerPhase.ZERO : samples.peekLast().amperes;
  }

  void forget() {
    samples.clear();
  }
}

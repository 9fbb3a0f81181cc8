package org.evsebridge.bridge.gateway;

import java.util.HashMap;
import java.util.Map;

/**
 * Which units have stopped answering. One that timed out three times running is asked only every so
 * often, so that it does not cost the others its time-outs. Not thread-safe.
 */
final class UnitHealth {
  static final int TIMEOUTS = 3;

  private final long retry;
  private final Map<Integer, State> units = new HashMap<>();

  /**
   * @param askAgain when a dead unit may be asked again; meaningless while it is not dead
   */
  private record State(int timeouts, long askAgain) {}

  /**
   * @param retry how often a dead unit is asked at most, in nanoseconds
   */
  UnitHealth(long retry) {
    this.retry = retry;
  }

  /** Whether a unit is dead and it is too early to ask it again. */
  boolean rests(int unit, long now) {
    State state = units.get(unit);
    return state != null && state.timeouts >= TIMEOUTS && now - state.askAgain < 0;
  }

  /** A request goes to a unit; if that is dead, this is its one try for now. */
  void asked(int unit, long now) {
    units.computeIfPresent(
        unit,
        (key, state) ->
            state.timeouts >= TIMEOUTS ? new State(state.timeouts, now + retry) : state);
  }

  /**
   * A unit was silent.
   *
   * @return whether it is dead now
   */
  boolean timedOut(int unit, long now) {
    State before = units.getOrDefault(unit, new State(0, now));
    int timeouts = before.timeouts + 1;
    long askAgain = before.timeouts >= TIMEOUTS ? before.askAgain : now + retry;
    units.put(unit, new State(timeouts, askAgain));
    return timeouts >= TIMEOUTS;
  }

  /** A unit said something. */
  void answered(int unit) {
    if (!units.isEmpty()) {
      units.remove(unit);
    }
  }
}

package org.evsebridge.simulator.time;

import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * How simulated time begins and passes.
 *
 * @param start local date and time of the first moment; empty for the real now
 * @param speed simulated over real time; more than 0
 * @param paused whether time stands still at first
 * @param seed where everything random comes from
 */
public record TimeSettings(Optional<LocalDateTime> start, double speed, boolean paused, long seed) {
  /** Real time. */
  public static final TimeSettings DEFAULT = new TimeSettings(Optional.empty(), 1, false, 1);

  /** The same time with other randomness. */
  public TimeSettings withSeed(long other) {
    return new TimeSettings(start, speed, paused, other);
  }

  /** The same time, beginning at a moment unless it says when. */
  public TimeSettings orStartingAt(LocalDateTime moment) {
    return new TimeSettings(start.or(() -> Optional.of(moment)), speed, paused, seed);
  }

  /** A clock that stands at the start. */
  public SimulatedClock clock(ZonedDateTime realNow) {
    return new SimulatedClock(
        start.map(local -> local.atZone(SimulatedClock.ZONE)).orElse(realNow));
  }
}

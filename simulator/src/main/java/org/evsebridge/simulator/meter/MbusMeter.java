package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;

/**
 * A meter on an M-Bus channel: what it counts flows all the time, and the smart meter asks it for
 * its reading at fixed times of the clock only.
 */
final class MbusMeter {
  private static final double SECONDS_PER_YEAR = 8760 * 3600.0;

  private final MbusSettings settings;
  private final long captureSeconds;
  private Instant capturedAt;
  private double captured;
  private double flowed;

  /**
   * @param capture how far the readings are apart, a whole number of seconds that divides an hour
   */
  MbusMeter(MbusSettings settings, Duration capture, Instant start) {
    this.settings = settings;
    this.flowed = settings.counter();
    this.captured = flowed;
    this.captureSeconds = capture.toSeconds();
    this.capturedAt = captureTime(start);
  }

  private Instant captureTime(Instant time) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), captureSeconds) * captureSeconds);
  }

  void pass(double seconds, Instant now) {
    flowed += settings.perYear() * seconds / SECONDS_PER_YEAR;
    Instant due = captureTime(now);
    if (due.isAfter(capturedAt)) {
      capturedAt = due;
      captured = flowed;
    }
  }

  /** The clock has been set: the reading is dated by it. */
  void clockMoved(Instant now) {
    capturedAt = captureTime(now);
    captured = flowed;
  }

  Instant capturedAt() {
    return capturedAt;
  }

  /** In its kind's unit, at {@link #capturedAt}. */
  double captured() {
    return captured;
  }
}

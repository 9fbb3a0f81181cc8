package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;

/**
 * The gas meter on M-Bus channel 1: it flows all the time, and the smart meter asks it for its
 * reading at fixed times of the clock only.
 */
final class GasMeter {
  private final double cubicMetresPerHour;
  private final long captureSeconds;
  private Instant capturedAt;
  private double captured;
  private double flowed;

  /**
   * @param counted what it has counted so far, in m³
   * @param capture how far the readings are apart, a whole number of seconds that divides an hour
   */
  GasMeter(double counted, double cubicMetresPerHour, Duration capture, Instant start) {
    this.flowed = counted;
    this.captured = counted;
    this.cubicMetresPerHour = cubicMetresPerHour;
    this.captureSeconds = capture.toSeconds();
    this.capturedAt = captureTime(start);
  }

  private Instant captureTime(Instant time) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), captureSeconds) * captureSeconds);
  }

  void pass(double seconds, Instant now) {
    flowed += cubicMetresPerHour * seconds / 3600;
    Instant due = captureTime(now);
    if (due.isAfter(capturedAt)) {
      capturedAt = due;
      captured = flowed;
    }
  }

  Instant capturedAt() {
    return capturedAt;
  }

  /** In m³, at {@link #capturedAt}. */
  double captured() {
    return captured;
  }
}

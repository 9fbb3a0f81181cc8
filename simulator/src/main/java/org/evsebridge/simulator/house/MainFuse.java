package org.evsebridge.simulator.house;

/**
 * One phase's main fuse. It adds up the share of its time that each step at a current uses; at the
 * whole it blows. While it carries its current for ever it cools.
 */
final class MainFuse {
  private static final double COOLING_SECONDS = 600;

  private final TimeCurrentCurve curve;
  private final double ratedAmperes;
  private double used;
  private boolean blown;
  private double coolingStep;
  private double coolingFactor;

  MainFuse(TimeCurrentCurve curve, double ratedAmperes) {
    this.curve = curve;
    this.ratedAmperes = ratedAmperes;
  }

  /** Carries a current of either direction for a while; true when that blows it. */
  boolean carry(double amperes, double seconds) {
    if (blown) {
      return false;
    }
    double holds = curve.seconds(Math.abs(amperes) / ratedAmperes);
    if (Double.isInfinite(holds)) {
      cool(seconds);
      return false;
    }
    used += seconds / holds;
    blown = used >= 1;
    return blown;
  }

  private void cool(double seconds) {
    if (used > 0) {
      if (seconds != coolingStep) {
        coolingStep = seconds;
        coolingFactor = Math.exp(-seconds / COOLING_SECONDS);
      }
      used *= coolingFactor;
    }
  }

  boolean isBlown() {
    return blown;
  }

  /** The share of its time that is used up, 0 cold to 1 blown. */
  double used() {
    return Math.min(1, used);
  }

  /** A new one, cold. */
  void reset() {
    used = 0;
    blown = false;
  }
}

package org.evsebridge.simulator.vehicle;

import java.time.Duration;

/** A battery while it is charged. */
final class BatteryCharge {
  /** What of the energy from the cable ends in the battery. */
  private static final double EFFICIENCY = 0.9;

  private static final double TAPERS_FROM_PERCENT = 90;
  private static final double WILLINGNESS_WHEN_FULL = 0.4;
  private static final double WATT_NANOS_PER_KWH = 1_000.0 * 3_600 * 1_000_000_000;

  private final CarModel.Battery battery;
  private double percent;

  BatteryCharge(CarModel.Battery battery) {
    this.battery = battery;
    this.percent = battery.percent();
  }

  void charge(Duration step, double watts) {
    double kilowattHours = watts * step.toNanos() / WATT_NANOS_PER_KWH * EFFICIENCY;
    percent = Math.min(100, percent + 100 * kilowattHours / battery.kilowattHours());
  }

  double percent() {
    return percent;
  }

  boolean isAtTarget() {
    return percent >= battery.targetPercent();
  }

  /** The part of its full current that it still takes, 1 down to 0.4 when full. */
  double willingness() {
    double over = Math.max(0, percent - TAPERS_FROM_PERCENT) / (100 - TAPERS_FROM_PERCENT);
    return 1 - over * (1 - WILLINGNESS_WHEN_FULL);
  }
}

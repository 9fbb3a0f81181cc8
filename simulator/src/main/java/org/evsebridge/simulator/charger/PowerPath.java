package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.vehicle.Car;

/** The way from the supply over the relay to the car, and what the meter chip shows of it. */
final class PowerPath {
  private static final double WATT_NANOS_PER_KWH = 1_000.0 * 3_600 * 1_000_000_000;

  private final Relay relay = new Relay();
  private final MeterChip meter;
  private PerPhase supplyVolts = PerPhase.ZERO;

  PowerPath(MeterChip meter) {
    this.meter = meter;
  }

  Relay relay() {
    return relay;
  }

  void supply(PerPhase volts) {
    supplyVolts = volts;
  }

  /** What flows into a car, in amperes. */
  PerPhase current(Optional<Car> car) {
    return relay.passes(car.isPresent() ? car.get().current() : PerPhase.ZERO);
  }

  /** What is on the output, in volts. */
  PerPhase volts() {
    return relay.passes(supplyVolts);
  }

  /** What a car gets in a step, in kWh. */
  PerPhase energy(Optional<Car> car, Duration step) {
    PerPhase watts = volts().times(current(car));
    double nanos = step.toNanos();
    return new PerPhase(kwh(watts.l1(), nanos), kwh(watts.l2(), nanos), kwh(watts.l3(), nanos));
  }

  private static double kwh(double watts, double nanos) {
    return watts * nanos / WATT_NANOS_PER_KWH;
  }

  PerPhase measuredCurrent(Optional<Car> car, Duration now) {
    return meter.amperes(current(car), now);
  }

  PerPhase measuredVolts(Duration now) {
    return meter.volts(supplyVolts, relay.closedPhases(), now);
  }
}

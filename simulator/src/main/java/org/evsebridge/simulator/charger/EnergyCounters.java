package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.simulator.grid.PerPhase;

/** Energy of the session and in total, integrated from what flows, in kWh. */
final class EnergyCounters {
  private static final double WATT_NANOS_PER_KWH = 1_000.0 * 3_600 * 1_000_000_000;

  private PerPhase session = PerPhase.ZERO;
  private double total;

  EnergyCounters(double total) {
    this.total = total;
  }

  void beginSession() {
    session = PerPhase.ZERO;
  }

  void count(Duration step, PerPhase volts, PerPhase amperes) {
    PerPhase energy = volts.times(amperes).map(w -> w * step.toNanos() / WATT_NANOS_PER_KWH);
    session = session.plus(energy);
    total += energy.sum();
  }

  PerPhase session() {
    return session;
  }

  double total() {
    return total;
  }
}

package org.evsebridge.simulator.meter;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.grid.Flow;

/**
 * The mean of what passed since the last telegram. A telegram shows this mean (assumed), so that
 * the powers shown add up to the energy counted.
 */
final class FlowMean {
  private double seconds;
  private final double[] volts = new double[3];
  private final double[] amperes = new double[3];
  private final double[] watts = new double[3];

  void add(Duration step, Flow flow) {
    double weight = step.toNanos() / 1e9;
    seconds += weight;
    accumulate(volts, flow.volts(), weight);
    accumulate(amperes, flow.amperes(), weight);
    accumulate(watts, flow.watts(), weight);
  }

  private static void accumulate(double[] sums, PerPhase value, double weight) {
    sums[0] += value.l1() * weight;
    sums[1] += value.l2() * weight;
    sums[2] += value.l3() * weight;
  }

  double seconds() {
    return seconds;
  }

  PerPhase volts() {
    return mean(volts);
  }

  PerPhase amperes() {
    return mean(amperes);
  }

  PerPhase watts() {
    return mean(watts);
  }

  private PerPhase mean(double[] sums) {
    return seconds == 0
        ? PerPhase.ZERO
        : new PerPhase(sums[0] / seconds, sums[1] / seconds, sums[2] / seconds);
  }
}

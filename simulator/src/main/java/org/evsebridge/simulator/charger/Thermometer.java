package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;

/** The board's temperature: follows the losses of the current with a first-order lag. */
final class Thermometer {
  static final double AMBIENT = 20;
  private static final double RISE_AT_FULL_LOAD = 25;
  private static final double FULL_LOAD_SQUARED = 3 * 32 * 32;
  private static final double TIME_CONSTANT_SECONDS = 600;

  private double celsius = AMBIENT;
  private double stepSeconds;
  private double keptInStep = 1;

  /**
   * Lets time pass.
   *
   * @param heatedTo what something else heats the board to at least
   */
  void tick(Duration step, PerPhase amperes, double heatedTo) {
    double load = amperes.times(amperes).sum() / FULL_LOAD_SQUARED;
    double end = AMBIENT + RISE_AT_FULL_LOAD * load;
    double seconds = step.toNanos() / 1e9;
    if (seconds != stepSeconds) { // steps are mostly alike
      stepSeconds = seconds;
      keptInStep = Math.exp(-seconds / TIME_CONSTANT_SECONDS);
    }
    double settled = end + (celsius - end) * keptInStep;
    celsius = Math.max(settled, heatedTo);
  }

  double celsius() {
    return celsius;
  }
}

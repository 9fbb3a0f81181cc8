package org.evsebridge.simulator.vehicle;

import java.time.Duration;

/**
 * What a car can do.
 *
 * @param phases 1 to 3 phases its charger uses, from L1 on
 * @param maxAmperes per phase
 * @param startDelay from the first pulse on the pilot until it asks for current
 * @param reaction until it follows a changed pulse width, or its end
 */
public record CarModel(int phases, double maxAmperes, Duration startDelay, Duration reaction) {
  /** A common car: three phases, 11 kW. */
  public static final CarModel THREE_PHASE_11_KW =
      new CarModel(3, 16, Duration.ofSeconds(2), Duration.ofMillis(500));

  public CarModel {
    if (phases < 1 || phases > 3) {
      throw new IllegalArgumentException("a car has 1 to 3 phases, not " + phases);
    }
  }
}

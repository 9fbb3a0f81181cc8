package org.evsebridge.simulator.time;

import java.time.Duration;

/** A model that moves only when it is told how much simulated time has passed. */
@FunctionalInterface
public interface Ticking {
  /**
   * Lets simulated time pass. Called by one thread at a time; the caller holds whatever lock guards
   * the models.
   */
  void tick(Duration step);
}

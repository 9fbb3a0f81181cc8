package org.evsebridge.simulator.controller;

import java.time.LocalTime;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;

/** Calculates from the meter's values how much current the cars may draw. */
public interface ControlRule {
  /**
   * What is known when it calculates.
   *
   * @param grid what the house takes from the grid, cars included, in amperes; negative when it
   *     feeds back
   * @param cars what of that the cars take
   * @param time of the last telegram, where the meter hangs
   * @param tariff the register in which the meter counts, 1 or 2
   */
  record Situation(
      PerPhase grid, PerPhase cars, Optional<LocalTime> time, Optional<Integer> tariff) {}

  /**
   * The current for all cars together.
   *
   * @return whole amperes per phase, not yet cut to what a board can do; may be negative
   */
  int spare(Situation now);
}

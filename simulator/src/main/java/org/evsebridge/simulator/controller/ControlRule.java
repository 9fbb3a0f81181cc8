package org.evsebridge.simulator.controller;

import org.evsebridge.bridge.grid.PerPhase;

/** Calculates from the meter's values how much current the cars may draw. */
public interface ControlRule {
  /**
   * The current for all cars together.
   *
   * @param grid what the house takes from the grid, cars included, in amperes; negative when it
   *     feeds back
   * @param cars what of that the cars take
   * @return whole amperes per phase, not yet cut to what a board can do; may be negative
   */
  int spare(PerPhase grid, PerPhase cars);
}

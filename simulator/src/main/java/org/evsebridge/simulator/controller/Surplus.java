package org.evsebridge.simulator.controller;

import org.evsebridge.bridge.grid.PerPhase;

/**
 * Charges with what the panels give beyond the house: the balance over the phases, spread over the
 * phases that the cars use.
 *
 * @param phases 1 or 3
 */
public record Surplus(int phases) implements ControlRule {
  @Override
  public int spare(PerPhase grid, PerPhase cars) {
    return (int) Math.floor((cars.sum() - grid.sum()) / phases);
  }
}

package org.evsebridge.simulator.controller;

/**
 * Charges with what the panels give beyond the house: the balance over the phases, spread over the
 * phases that the cars use.
 *
 * @param phases 1 or 3
 */
public record Surplus(int phases) implements ControlRule {
  @Override
  public int spare(Situation now) {
    return (int) Math.floor((now.cars().sum() - now.grid().sum()) / phases);
  }
}

package org.evsebridge.simulator.grid;

import org.evsebridge.bridge.grid.PerPhase;

/**
 * What passes the house's connection at one moment.
 *
 * @param volts phase to neutral; 0 on a dead phase
 * @param amperes positive from the grid into the house, negative when the sun feeds back
 */
public record Flow(PerPhase volts, PerPhase amperes) {
  public static final Flow NONE = new Flow(PerPhase.ZERO, PerPhase.ZERO);

  /** Power with the sign of the current; every load counts as resistive. */
  public PerPhase watts() {
    return volts.times(amperes);
  }
}

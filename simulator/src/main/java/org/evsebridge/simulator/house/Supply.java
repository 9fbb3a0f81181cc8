package org.evsebridge.simulator.house;

import org.evsebridge.bridge.grid.Phase;

/**
 * The grid as the connection sees it: a voltage behind a resistance, so that it sags with load and
 * rises when the sun feeds back.
 *
 * @param volts phase to neutral with nothing drawn
 * @param ohms of the cable and the neighbourhood, per phase
 */
public record Supply(double volts, double ohms) {
  /** 25 A make 5 V of sag (assumed). */
  public static final Supply DEFAULT = new Supply(Phase.NOMINAL_VOLTS, 0.2);

  double at(double amperes) {
    return Math.max(0, volts - ohms * amperes);
  }
}

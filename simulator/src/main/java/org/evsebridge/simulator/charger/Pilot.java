package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.registers.ModuleState;

/**
 * What the module measures on the control pilot: the ends of its voltage, as ten-bit values that
 * are shifted left by six.
 *
 * @param lowest of a converter that gives 0 at -12 V
 * @param highest of the same converter, 1023 at +12 V
 */
record Pilot(int lowest, int highest) {
  private static final int FULL_SCALE = 1023;
  private static final int SHIFT = 6;
  private static final double VOLTS = 12;
  private static final double LOADED = 9;

  /**
   * The pilot in a state (IEC 61851: 12, 9, 6 and 3 V above, -12 V below while pulses are sent; a
   * steady -12 V, F, tells a car that there is an error).
   */
  static Pilot in(ModuleState state, boolean pulses) {
    double high =
        switch (state) {
          case B -> 9;
          case C -> 6;
          case D -> 3;
          case ERROR, HARDWARE_ERROR -> -VOLTS;
          default -> VOLTS;
        };
    double low = pulses ? -VOLTS : high;
    return new Pilot(value(low), value(high));
  }

  /** The line is shorted (E): no pulse gets up. */
  static Pilot shorted() {
    return new Pilot(value(0), value(0));
  }

  /** What loads the line does so in both directions, because a diode is missing. */
  static Pilot withoutDiode() {
    return new Pilot(value(-LOADED), value(LOADED));
  }

  private static int value(double volts) {
    return (int) Math.round((volts + VOLTS) / (2 * VOLTS) * FULL_SCALE) << SHIFT;
  }
}

package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.registers.ModuleState;

/**
 * What the module measures on the control pilot: the ends of its voltage, as ten-bit values.
 *
 * @param lowest of a converter that gives 0 at -12 V
 * @param highest of the same converter, 1023 at +12 V
 */
record Pilot(int lowest, int highest) {
  private static final int FULL_SCALE = 1023;
  private static final double VOLTS = 12;

  /**
   * The pilot in a state (IEC 61851: 12, 9, 6 and 3 V above, -12 V below while pulses are sent).
   */
  static Pilot in(ModuleState state, boolean pulses) {
    double high =
        switch (state) {
          case B -> 9;
          case C -> 6;
          case D -> 3;
          default -> VOLTS;
        };
    double low = pulses ? -VOLTS : high;
    return new Pilot(value(low), value(high));
  }

  private static int value(double volts) {
    return (int) Math.round((volts + VOLTS) / (2 * VOLTS) * FULL_SCALE);
  }
}

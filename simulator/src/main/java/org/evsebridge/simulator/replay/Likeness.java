package org.evsebridge.simulator.replay;

import java.util.EnumSet;
import java.util.Set;
import org.evsebridge.bridge.registers.ModuleRegister;

/** How near two values of a register must be to count as the same. */
enum Likeness {
  /** The same words. */
  EXACT,
  /** A measurement: two modules, and two moments, differ by its scatter. */
  MEASURED,
  /** A count or an identity that each module has of its own: not compared. */
  OF_ITS_OWN;

  private static final Set<ModuleRegister> VOLTAGES =
      EnumSet.of(ModuleRegister.VOLTAGE_L1, ModuleRegister.VOLTAGE_L2, ModuleRegister.VOLTAGE_L3);

  private static final Set<ModuleRegister> CURRENTS =
      EnumSet.of(ModuleRegister.CURRENT_L1, ModuleRegister.CURRENT_L2, ModuleRegister.CURRENT_L3);

  private static final Set<ModuleRegister> OWN =
      EnumSet.of(
          ModuleRegister.SERIAL_NUMBER,
          ModuleRegister.UPTIME,
          ModuleRegister.I2C_ERRORS,
          ModuleRegister.PILOT_LOWEST,
          ModuleRegister.PILOT_HIGHEST,
          ModuleRegister.TEMPERATURE,
          ModuleRegister.SESSION_ENERGY,
          ModuleRegister.TOTAL_ENERGY,
          ModuleRegister.SESSION_ENERGY_L1,
          ModuleRegister.SESSION_ENERGY_L2,
          ModuleRegister.SESSION_ENERGY_L3,
          ModuleRegister.EARTH_QUALITY);

  /** The mains vary by this much from house to house, in 1/256 V. */
  private static final int VOLTS = 10 * 256;

  /** A car draws up to this much less than it may, in 1/256 A. */
  private static final int AMPERES = 256;

  static Likeness of(ModuleRegister register) {
    if (OWN.contains(register)) {
      return OF_ITS_OWN;
    }
    return VOLTAGES.contains(register) || CURRENTS.contains(register) ? MEASURED : EXACT;
  }

  /** Whether two measurements of a register are within its scatter. */
  static boolean isNear(ModuleRegister register, int recorded, int model) {
    return Math.abs(recorded - model) <= (VOLTAGES.contains(register) ? VOLTS : AMPERES);
  }
}

package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.SettingBit;

/** What cuts the control pilot's line, as bits 3 and 5 of 0x0204 and 0x020A H choose it. */
enum CpSwitch {
  /** Nothing: the line cannot be cut. */
  NONE,
  /** A relay at the port that would drive the socket's lock, which is not there then. */
  LOCK_PORT,
  /** The EV40's. */
  EV40,
  /** The same, and the pilot comes back without pulses for as long again. */
  EXTENDED;

  private static final int EXTENDED_TYPE = 0x0100;

  static CpSwitch of(Settings settings) {
    if (settings.has(SettingBit.LOCK_PORT_DISCONNECTS_CP)) {
      return LOCK_PORT;
    }
    if (!settings.has(SettingBit.EV40_CP_DISCONNECT)) {
      return NONE;
    }
    return (settings.get(ModuleRegister.CP_TYPES) & EXTENDED_TYPE) == 0 ? EV40 : EXTENDED;
  }
}

package org.evsebridge.bridge.house;

import static org.evsebridge.bridge.registers.ModuleRegister.CURRENTS;
import static org.evsebridge.bridge.registers.ModuleRegister.FIRMWARE;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.SERIAL_NUMBER;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;
import static org.evsebridge.bridge.registers.ModuleRegister.TOTAL_ENERGY;
import static org.evsebridge.bridge.registers.ModuleRegister.VOLTAGE_L3;

import java.time.Duration;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;

/**
 * What is read of a module when nobody else has read it for a while: registers that stand in a row,
 * 13 of them at most (more are refused by firmware 2.10.8). The first that is due goes.
 */
enum ModulePoll {
  /** Who it is. */
  IDENTITY(SERIAL_NUMBER, FIRMWARE, Duration.ofHours(1)),
  /** All that it measures. */
  MEASURED(CURRENTS, TOTAL_ENERGY, Duration.ofSeconds(30)),
  /** What changes from moment to moment. */
  CHARGING(CURRENTS, VOLTAGE_L3, Duration.ofSeconds(5)),
  LIMITS(LIMIT, LIMIT, Duration.ofSeconds(15)),
  PHASES(SETTINGS, SETTINGS, Duration.ofSeconds(15));

  private final ModuleRegister first;
  private final ModuleRegister last;
  private final Duration maxAge;

  ModulePoll(ModuleRegister first, ModuleRegister last, Duration maxAge) {
    this.first = first;
    this.last = last;
    this.maxAge = maxAge;
  }

  /** Whether it reads a register. */
  boolean covers(ModuleRegister register) {
    return register.compareTo(first) >= 0 && register.compareTo(last) <= 0;
  }

  /** How old what it reads may become, in milliseconds. */
  long maxAge() {
    return maxAge.toMillis();
  }

  Pdu request() {
    int count = last.address() + last.count() - first.address();
    return Pdu.request(first.space().readFunction(), first.address(), count);
  }
}

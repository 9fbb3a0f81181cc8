package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.simulator.charger.ModuleRegisters;

/** A key whose value is that of a writable register. */
public final class RegisterKey {
  private RegisterKey() {}

  /** Takes a value; one that the register does not take is a problem. */
  public static Optional<Integer> read(Fields fields, String key, ModuleRegister register) {
    return fields.integer(key, ModuleRegisters.values(register), ModuleRegisters::accepts);
  }
}

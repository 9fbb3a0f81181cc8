package org.evsebridge.bridge.config.guard;

import org.evsebridge.bridge.grid.Wiring;

/**
 * A charging module that a guard limits.
 *
 * @param line the name of the line it hangs on
 * @param unit its Modbus address, 1 to 247
 * @param wiring the house's phases its conductors hang on
 * @param min the least its car charges with, in amperes; 6 by IEC 61851, some cars want more
 * @param max the most that its cable and its circuit carry, in amperes
 */
public record GuardedModule(String line, int unit, Wiring wiring, int min, int max) {
  /** The least current that a pilot can advertise, in amperes (IEC 61851). */
  public static final int LEAST_AMPERES = 6;

  @Override
  public String toString() {
    return "unit " + unit;
  }
}

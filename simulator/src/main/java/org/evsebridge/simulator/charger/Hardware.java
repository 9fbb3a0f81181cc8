package org.evsebridge.simulator.charger;

import java.util.Optional;

/**
 * What is soldered, plugged and wired, and no register can change.
 *
 * @param boardAmperes 16 or 32, by the jumper C_SEL
 * @param cable by its PP resistor
 * @param phases 1 or 3 phases of the supply wired to the module
 * @param leakageModule whether the DC earth leakage module is plugged in
 * @param serialNumber ten characters, two in a register
 */
public record Hardware(
    int boardAmperes, Cable cable, int phases, boolean leakageModule, String serialNumber) {
  /** A 32 A board with all that belongs to it, on three phases. */
  public static final Hardware DEFAULT = new Hardware(32, Cable.A32, 3, true, "EVSE000001");

  public Hardware {
    if (boardAmperes != 16 && boardAmperes != 32) {
      throw new IllegalArgumentException("a board is for 16 or 32 A, not " + boardAmperes);
    }
    if (phases != 1 && phases != 3) {
      throw new IllegalArgumentException("1 or 3 phases are wired, not " + phases);
    }
    if (serialNumber(serialNumber).isEmpty()) {
      throw new IllegalArgumentException("a serial number has ten ASCII characters");
    }
  }

  /** A text as a serial number; empty when it is none. */
  public static Optional<String> serialNumber(String text) {
    return Optional.of(text).filter(t -> t.matches("[ -~]{10}"));
  }
}

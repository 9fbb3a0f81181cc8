package org.evsebridge.bridge.registers;

import java.util.Optional;

/** The IEC 61851 state in the low half of 0x0103; the code is the constant's ordinal. */
public enum ModuleState {
  UNDEFINED("undefined"),
  /** No car. */
  A("A"),
  /** A car is connected. */
  B("B"),
  /** A car charges. */
  C("C"),
  /** A car asks for ventilation. */
  D("D"),
  /** A fault outside the module; the relays are open. IEC 61851's E and F show as this. */
  ERROR("error"),
  /** A fault of the module; the relays are open, except one that is stuck. */
  HARDWARE_ERROR("hardware error");

  private final String text;

  ModuleState(String text) {
    this.text = text;
  }

  /** The value in the register. */
  public int code() {
    return ordinal();
  }

  public static Optional<ModuleState> ofCode(int code) {
    return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}

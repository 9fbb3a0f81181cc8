package org.evsebridge.bridge.registers;

/** The error bits in the high half of 0x0103, from bit 0 up. */
public enum ErrorBit {
  TOO_HOT("too hot"),
  RELAY_STAYS_ON("relay stays on"),
  NO_EARTH("no earth"),
  HIGHEST_CP_TOO_LOW("highest CP too low"),
  LOWEST_CP_TOO_HIGH("lowest CP too high"),
  DC_LEAKAGE("DC leakage"),
  I2C_INITIALISATION("I2C initialisation"),
  I2C_COMMUNICATION("I2C communication");

  private final String text;

  ErrorBit(String text) {
    this.text = text;
  }

  /** The bit's value in the half register, 1 to 128. */
  public int mask() {
    return 1 << ordinal();
  }

  @Override
  public String toString() {
    return text;
  }
}

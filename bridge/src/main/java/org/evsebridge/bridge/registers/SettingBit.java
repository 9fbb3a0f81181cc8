package org.evsebridge.bridge.registers;

/** The bits of the settings register 0x0204, from bit 0 up. */
public enum SettingBit {
  /** Three phases; one when clear. */
  THREE_PHASES("three phases"),
  LOCKED("locked"),
  LEAKAGE_MODULE_REQUIRED("DC leakage module required"),
  LOCK_PORT_DISCONNECTS_CP("lock port used as CP disconnect"),
  AUTOMATIC_CP_DISCONNECT("automatic CP disconnect"),
  EV40_CP_DISCONNECT("EV40 CP disconnect");

  private final String text;

  SettingBit(String text) {
    this.text = text;
  }

  /** The bit's value in the register. */
  public int mask() {
    return 1 << ordinal();
  }

  public boolean in(int register) {
    return (register & mask()) != 0;
  }

  @Override
  public String toString() {
    return text;
  }
}

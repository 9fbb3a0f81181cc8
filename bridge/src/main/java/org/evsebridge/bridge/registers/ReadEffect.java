package org.evsebridge.bridge.registers;

/** What reading a register does besides answering. */
public enum ReadEffect {
  NONE(""),
  SAVES("**saves the settings** to EEPROM (needs the magic)"),
  RESETS_TO_FACTORY("**resets to factory defaults** (needs the magic)"),
  RESTARTS("**restarts** the application (needs the magic)"),
  ENTERS_BOOTLOADER("**enters the bootloader** (needs the magic)"),
  CLEARS_COUNTER("**clears the counter**"),
  QUIET_RESET("by its name a reset; unpublished, so taken for one"),
  LOCKS("**locks the lock**"),
  UNLOCKS("**unlocks the lock**"),
  DISCONNECTS_CP("**disconnects CP** for a moment");

  private final String text;

  ReadEffect(String text) {
    this.text = text;
  }

  /** Whether reading changes anything: such a read must not be repeated, merged or cached. */
  public boolean acts() {
    return this != NONE;
  }

  /** What the read does, in Markdown; empty for {@link #NONE}. */
  public String text() {
    return text;
  }
}

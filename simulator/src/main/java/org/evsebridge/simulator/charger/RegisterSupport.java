package org.evsebridge.simulator.charger;

/** How the simulator treats a register. */
public enum RegisterSupport {
  /** It shows and does what the module's does. */
  MODELLED("modelled"),
  /** It keeps what is written; nothing follows from it. */
  STORED("stored"),
  /** It shows what two answers are known of. */
  TWO_KNOWN("two answers known"),
  /** It is never answered. */
  SILENT("not answered"),
  /** Its meaning is not published: it reads 0 and does nothing. */
  NOT_KNOWN("not known");

  private final String text;

  RegisterSupport(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

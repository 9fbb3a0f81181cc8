package org.evsebridge.simulator.charger;

/** The charging cable, by the resistor between PP and earth. */
public enum Cable {
  /** No cable, or one without the resistor: no current may flow. */
  NONE(0),
  A13(13),
  A20(20),
  A32(32),
  A63(63);

  private final int amperes;

  Cable(int amperes) {
    this.amperes = amperes;
  }

  /** What the cable may carry. */
  public int amperes() {
    return amperes;
  }
}

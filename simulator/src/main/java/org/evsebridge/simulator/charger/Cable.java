package org.evsebridge.simulator.charger;

import java.util.Optional;
import java.util.stream.Stream;

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

  /** Reads a rating in amperes, or {@code none}; empty for anything else. */
  public static Optional<Cable> rated(String text) {
    return Stream.of(values())
        .filter(cable -> text.equals(cable == NONE ? "none" : String.valueOf(cable.amperes)))
        .findFirst();
  }

  /** What the cable may carry. */
  public int amperes() {
    return amperes;
  }
}

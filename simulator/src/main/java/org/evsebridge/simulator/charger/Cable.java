package org.evsebridge.simulator.charger;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** The name in configuration files: its amperes, or {@code none}. */
  public String key() {
    return this == NONE ? "none" : String.valueOf(amperes);
  }

  public static Optional<Cable> ofKey(String key) {
    return Arrays.stream(values()).filter(cable -> cable.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(Cable::key).collect(Collectors.joining(", ", "one of ", ""));
  }
}

package org.evsebridge.simulator.charger;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The charging cable, by the resistor between PP and earth, as the module understands it. */
public enum Cable {
  /** No resistor: the module takes that for no limit. */
  NONE("none", 255),
  A13("13", 13),
  A20("20", 20),
  A32("32", 32),
  /** The module does not know the resistor of 63 A from that of 32 A. */
  A63("63", 32);

  private final String key;
  private final int amperes;

  Cable(String key, int amperes) {
    this.key = key;
    this.amperes = amperes;
  }

  /** What the module lets it carry, as the lower half of 0x0102 shows it; 255 for no limit. */
  public int amperes() {
    return amperes;
  }

  /** The name in configuration files: its amperes, or {@code none}. */
  public String key() {
    return key;
  }

  public static Optional<Cable> ofKey(String key) {
    return Arrays.stream(values()).filter(cable -> cable.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(Cable::key).collect(Collectors.joining(", ", "one of ", ""));
  }
}

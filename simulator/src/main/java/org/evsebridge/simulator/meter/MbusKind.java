package org.evsebridge.simulator.meter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can hang on an M-Bus channel of a smart meter: its device type after EN 13757-3, the unit it
 * counts in, and what a household uses of it in a year (assumed).
 */
public enum MbusKind {
  GAS(3, "m3", 1200),
  HEAT(4, "GJ", 30),
  WARM_WATER(6, "m3", 40),
  WATER(7, "m3", 110);

  private final int deviceType;
  private final String unit;
  private final double perYear;

  MbusKind(int deviceType, String unit, double perYear) {
    this.deviceType = deviceType;
    this.unit = unit;
    this.perYear = perYear;
  }

  /** The kind of that name in rig.yaml, such as {@code warm-water}. */
  public static Optional<MbusKind> named(String key) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(key)).findFirst();
  }

  /** Every kind's name in rig.yaml, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(MbusKind::toString).collect(Collectors.joining(", "));
  }

  /** The value of 0-n:24.1.0. */
  int deviceType() {
    return deviceType;
  }

  /** {@code m3} or {@code GJ}. */
  String unit() {
    return unit;
  }

  /** What a household uses, in this kind's unit. */
  public double perYear() {
    return perYear;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package org.evsebridge.bridge.mqtt;

import java.util.Locale;

/**
 * A value that is told on a topic of its own, as a plain number or text. Topics, discovery and the
 * documentation's tables come from its constants.
 */
interface ShownValue {
  /** The constant's name. */
  String name();

  /** What it is, for people. */
  String title();

  Quantity quantity();

  /** Whether it is about the device and not about the house; Home Assistant shows it apart. */
  default boolean isDiagnostic() {
    return false;
  }

  /** The last level of its topic. */
  default String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.evsebridge.bridge.grid;

/** One of the three live conductors of a connection. */
public enum Phase {
  L1,
  L2,
  L3;

  /** Volts to neutral, EN 50160. */
  public static final double NOMINAL_VOLTS = 230;
}

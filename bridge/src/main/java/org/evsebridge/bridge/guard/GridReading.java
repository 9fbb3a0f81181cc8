package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.grid.PerPhase;

/**
 * What one telegram says of the house's connection.
 *
 * @param amperes on each phase, positive from the grid into the house, negative while it feeds back
 * @param why why the phases cannot be known from it; empty when they are
 */
public record GridReading(PerPhase amperes, String why) {
  public static GridReading of(PerPhase amperes) {
    return new GridReading(amperes, "");
  }

  /** A telegram from which no phase's current can be known. */
  public static GridReading unusable(String why) {
    return new GridReading(PerPhase.ZERO, why);
  }

  boolean isUsable() {
    return why.isEmpty();
  }
}

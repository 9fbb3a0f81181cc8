package org.evsebridge.bridge.config.guard;

import java.nio.file.Path;

/**
 * One load guard.
 *
 * @param meter what shows it the house
 * @param state the folder where it remembers what clients wished, for a restart
 */
public record GuardConfig(GuardSettings settings, MeterSource meter, Path state) {
  /** Such as {@code guard of 25 A}. */
  public String name() {
    return "guard of " + settings.fuse() + " A";
  }
}

package org.evsebridge.bridge.config.guard;

import java.nio.file.Path;

/**
 * One load guard.
 *
 * @param meter where it learns what the house draws
 * @param state the folder in which it keeps the clients' limits for a restart
 */
public record GuardConfig(GuardSettings settings, MeterSource meter, Path state) {
  /** Such as {@code guard of 25 A}. */
  public String name() {
    return "guard of " + settings.fuse() + " A";
  }
}

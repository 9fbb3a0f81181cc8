package org.evsebridge.bridge.config.p1;

import java.time.Duration;

/**
 * When the log says that a smart meter's line gives nothing usable.
 *
 * @param silentAfter so long without a byte; zero for never
 * @param lateCycles so many cycles of the meter without the end of a telegram, though bytes come
 * @param wrongInARow so many wrong checksums one after the other
 */
public record SilenceLimits(Duration silentAfter, int lateCycles, int wrongInARow) {
  /** The limits that apply unless a file has others. */
  public static final SilenceLimits DEFAULT = new SilenceLimits(Duration.ofSeconds(30), 6, 10);
}

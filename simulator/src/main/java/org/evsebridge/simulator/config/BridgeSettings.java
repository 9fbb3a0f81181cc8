package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.http.HttpConfig;

/**
 * The bridge in front of a station.
 *
 * @param enabled whether it runs
 * @param guard its load guard, whose lines have the names that they have in the rig
 * @param http what it serves to the house
 */
public record BridgeSettings(
    boolean enabled, Optional<GuardConfig> guard, Optional<HttpConfig> http) {
  public static final BridgeSettings DEFAULT =
      new BridgeSettings(true, Optional.empty(), Optional.empty());

  /** This, with files as they are seen from the file that it stands in. */
  BridgeSettings in(Path file) {
    return new BridgeSettings(enabled, guard, http.map(served -> served.in(file)));
  }
}

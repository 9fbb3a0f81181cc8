package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardConfig;

/**
 * The bridge in front of a station.
 *
 * @param enabled whether it runs
 * @param guard its load guard, whose lines have the names that they have in the rig
 */
public record BridgeSettings(boolean enabled, Optional<GuardConfig> guard) {
  public static final BridgeSettings DEFAULT = new BridgeSettings(true, Optional.empty());
}

package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig;

/**
 * The bridge in front of a station.
 *
 * @param enabled whether it runs
 * @param guard its load guard, whose lines have the names that they have in the rig
 * @param http what it serves to the house
 * @param mqtt the broker that it tells
 */
public record BridgeSettings(
    boolean enabled,
    Optional<GuardConfig> guard,
    Optional<HttpConfig> http,
    Optional<MqttConfig> mqtt) {
  public static final BridgeSettings DEFAULT = of(true, Optional.empty());

  /** With a load guard or without, and nothing for the house. */
  public static BridgeSettings of(boolean enabled, Optional<GuardConfig> guard) {
    return new BridgeSettings(enabled, guard, Optional.empty(), Optional.empty());
  }

  /** This, whether it runs or not. */
  public BridgeSettings running(boolean enabled) {
    return new BridgeSettings(enabled, guard, http, mqtt);
  }

  /** Whether it needs a {@code p1:} entry, from which a load guard and the house get telegrams. */
  public boolean hearsTheMeter() {
    return guard.isPresent() || isShown();
  }

  /** Whether the house is told of the charging modules. */
  public boolean isShown() {
    return http.isPresent() || mqtt.isPresent();
  }

  /** This, with files as they are seen from the file that it stands in. */
  BridgeSettings in(Path file) {
    return new BridgeSettings(
        enabled, guard, http.map(served -> served.in(file)), mqtt.map(told -> told.in(file)));
  }
}

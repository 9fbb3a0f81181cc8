package org.evsebridge.simulator.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardDraft;
import org.evsebridge.bridge.config.guard.GuardKeys;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.config.guard.GuardedSite;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.http.HttpKeys;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.mqtt.MqttKeys;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.station.StationSettings;

/** The keys of {@code bridge:} in a rig.yaml. */
final class BridgeBlock {
  private static final Key<Boolean> ENABLED =
      Key.onOff("enabled").or(BridgeSettings.DEFAULT.enabled()).says("whether it runs");

  private static final Key<Optional<GuardDraft>> GUARD =
      Key.of("guard", GuardKeys.BLOCK)
          .optional("none")
          .says(
              "its load guard, as in a bridge.yaml; a line is called as it is here, such as rs485")
          .such("{fuse: 25, chargers: [{unit: 2}]}");

  private static final Key<Optional<HttpConfig>> HTTP =
      Key.of("http", HttpKeys.BLOCK)
          .optional("nothing is served")
          .says("what it serves to the house, as in a bridge.yaml")
          .such("{port: 8081}");

  private static final Key<Optional<MqttConfig>> MQTT =
      Key.of("mqtt", MqttKeys.BLOCK)
          .optional("nobody is told")
          .says("the broker that it tells, as in a bridge.yaml")
          .such("{uri: \"mqtt://127.0.0.1:1883\"}");

  static final Block<Values> BLOCK = Block.of(ENABLED, GUARD, HTTP, MQTT);

  private BridgeBlock() {}

  /** The bridge in front of a station. */
  static BridgeSettings settings(Values given, StationSettings station) {
    return new BridgeSettings(
        given.get(ENABLED), guard(given, station), given.get(HTTP), given.get(MQTT));
  }

  private static Optional<GuardConfig> guard(Values given, StationSettings station) {
    Optional<GuardConfig> guard = given.get(GUARD).flatMap(draft -> draft.among(around(station)));
    guard.ifPresent(
        known ->
            known.settings().modules().stream()
                .filter(module -> station.chargers().stream().noneMatch(isAt(module)))
                .forEach(module -> given.problem(GUARD, noSuch(module, station))));
    return guard;
  }

  private static Predicate<ChargerSettings> isAt(GuardedModule module) {
    return charger -> charger.line().equals(module.line()) && charger.unit() == module.unit();
  }

  private static String noSuch(GuardedModule module, StationSettings station) {
    return "the guard's unit "
        + module.unit()
        + " is no charger on line '"
        + module.line()
        + "'; chargers are "
        + station.chargers().stream()
            .map(one -> one.name() + " (unit " + one.unit() + " on " + one.line() + ")")
            .collect(Collectors.joining(", "));
  }

  private static GuardedSite around(StationSettings station) {
    return new GuardedSite(
        List.of(new GuardedSite.P1Meter(station.meterLine(), station.lineOfMeter().serial())),
        station.busLines().stream()
            .map(line -> new GuardedSite.BusLine(line.name(), false, true, false))
            .toList());
  }
}

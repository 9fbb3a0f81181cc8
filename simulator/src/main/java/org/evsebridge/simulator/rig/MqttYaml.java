package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import java.util.Locale;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig.Login;
import org.evsebridge.bridge.yaml.Durations;

/** The key {@code mqtt:} of the bridge.yaml that a rig writes. */
record MqttYaml(
    String uri,
    String username,
    String passwordFile,
    String caFile,
    String clientId,
    String prefix,
    String discovery,
    String discoveryPrefix,
    boolean control,
    String interval,
    String timeout,
    String retry) {

  static MqttYaml of(MqttConfig mqtt) {
    return new MqttYaml(
        mqtt.broker().toString(),
        mqtt.login().map(Login::username).orElse(null),
        mqtt.login().flatMap(Login::passwordFile).map(Path::toString).orElse(null),
        mqtt.caFile().map(Path::toString).orElse(null),
        mqtt.clientId().orElse(null),
        mqtt.prefix(),
        mqtt.discovery().form().name().toLowerCase(Locale.ROOT),
        mqtt.discovery().prefix(),
        mqtt.control(),
        Durations.format(mqtt.times().interval()),
        Durations.format(mqtt.times().timeout()),
        Durations.format(mqtt.times().retry()));
  }
}

package org.evsebridge.bridge;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.gateway.Access.ReadOnly;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;

/** What a configuration serves, a line for each connection, meter and gateway. */
final class ConfigDescription {
  private ConfigDescription() {}

  static List<String> of(BridgeConfig config) {
    List<String> lines = new ArrayList<>();
    config.connections().forEach(connection -> lines.add(line(connection)));
    config.rotators().forEach(rotator -> lines.add(line(rotator, config.members(rotator))));
    config.p1Ports().forEach(p -> lines.add(p.name() + " <- " + p.device() + " " + p.settings()));
    for (ModbusProxyConfig proxy : config.modbusProxies()) {
      lines.add(proxy.name() + " <-> " + proxy.line().name());
      proxy.remarks().forEach(remark -> lines.add(proxy.name() + ": " + remark));
    }
    config
        .http()
        .ifPresent(
            http ->
                lines.add(
                    "http on "
                        + http.listen().getHostString()
                        + ":"
                        + http.listen().getPort()
                        + " <- "
                        + config.shownMeter().map(P1Config::device).orElse("no meter")));
    config.mqtt().ifPresent(mqtt -> lines.addAll(told(mqtt, config)));
    config
        .pushes()
        .forEach(
            push ->
                lines.add(
                    push.name()
                        + " <- "
                        + config.sentMeter(push).map(P1Config::device).orElse("no meter")));
    config.guards().forEach(guard -> lines.addAll(GuardDescription.of(guard)));
    return lines;
  }

  private static List<String> told(MqttConfig mqtt, BridgeConfig config) {
    List<String> lines = new ArrayList<>();
    lines.add(mqtt.name() + " <- " + config.toldMeter().map(P1Config::device).orElse("no meter"));
    if (mqtt.control()) {
      config.modbusProxies().stream()
          .filter(proxy -> proxy.access().readonly() != ReadOnly.OFF)
          .forEach(
              proxy ->
                  lines.add(
                      mqtt.name()
                          + ": 'control: true' can set the modules behind "
                          + proxy.name()
                          + " too: its 'readonly' is for those who come to that port"));
    }
    return lines;
  }

  private static String line(Ser2netConnection connection) {
    return connection.name()
        + (connection.enabled() ? ": " : " (disabled): ")
        + connection.accepter().text()
        + " <-> "
        + connection.connector().text();
  }

  private static String line(Ser2netRotator rotator, List<String> members) {
    List<String> missing = new ArrayList<>(rotator.connections());
    missing.removeAll(members);
    return rotator.name()
        + ": "
        + rotator.accepter().text()
        + " <-> "
        + (members.isEmpty() ? "nobody" : "one of " + String.join(", ", members))
        + (missing.isEmpty() ? "" : "; left out: " + String.join(", ", missing));
  }
}

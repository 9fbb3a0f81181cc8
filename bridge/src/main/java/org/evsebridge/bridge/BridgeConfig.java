package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.config.ser2net.Unread;
import org.evsebridge.bridge.yaml.Problem;

/**
 * What one bridge runs, read from all the files that it was given.
 *
 * @param notices what was read and does nothing, with the reason
 * @param unread what faults have left out
 * @param rewritten the ser2net.yaml files to write instead of old ones
 * @param hollow files that say nothing at all
 */
public record BridgeConfig(
    List<Ser2netConnection> connections,
    List<Ser2netRotator> rotators,
    List<P1Config> p1Ports,
    List<ModbusProxyConfig> modbusProxies,
    List<GuardConfig> guards,
    Optional<HttpConfig> http,
    Optional<MqttConfig> mqtt,
    List<Problem> notices,
    Unread unread,
    List<String> rewritten,
    Set<Path> hollow) {
  public BridgeConfig {
    connections = List.copyOf(connections);
    rotators = List.copyOf(rotators);
    p1Ports = List.copyOf(p1Ports);
    modbusProxies = List.copyOf(modbusProxies);
    guards = List.copyOf(guards);
    notices = List.copyOf(notices);
    rewritten = List.copyOf(rewritten);
    hollow = Set.copyOf(hollow);
  }

  /**
   * This configuration, with what is faulty in it taken from the one that is running.
   *
   * @param kept gets the names of what stays
   */
  public BridgeConfig keepingOf(BridgeConfig running, Consumer<String> kept) {
    List<Ser2netConnection> allConnections = new ArrayList<>(connections);
    List<Ser2netRotator> allRotators = new ArrayList<>(rotators);
    for (Ser2netConnection old : running.connections) {
      if (unread.covers(old.name(), old.at())
          && connections.stream().noneMatch(one -> one.name().equals(old.name()))) {
        allConnections.add(old);
        kept.accept(old.name());
      }
    }
    for (Ser2netRotator old : running.rotators) {
      if (unread.covers(old.name(), old.at())
          && rotators.stream().noneMatch(one -> one.name().equals(old.name()))) {
        allRotators.add(old);
        kept.accept(old.name());
      }
    }
    return new BridgeConfig(
        allConnections,
        allRotators,
        p1Ports,
        modbusProxies,
        guards,
        http,
        mqtt,
        notices,
        unread,
        rewritten,
        hollow);
  }

  /** The files that are empty now and were not in another configuration. */
  public Set<Path> emptiedSince(BridgeConfig before) {
    Set<Path> emptied = new HashSet<>(hollow);
    emptied.removeAll(before.hollow);
    return emptied;
  }

  /** The meter that is shown over HTTP; empty where none is read or nothing is shown. */
  public Optional<P1Config> shownMeter() {
    return http.flatMap(shown -> meter(shown.meter()));
  }

  /** The meter whose values a broker is told; empty where none is read or nobody is told. */
  public Optional<P1Config> toldMeter() {
    return mqtt.flatMap(told -> meter(told.meter()));
  }

  private Optional<P1Config> meter(Optional<String> wanted) {
    return p1Ports.stream().filter(p1 -> wanted.map(p1.device()::equals).orElse(true)).findFirst();
  }

  /** Those of a rotator's connections that have not been left out; disabled ones too. */
  public List<String> members(Ser2netRotator rotator) {
    Set<String> names =
        connections.stream().map(Ser2netConnection::name).collect(Collectors.toSet());
    return rotator.connections().stream().filter(names::contains).toList();
  }

  /** Whether nothing is left to run. */
  public boolean isEmpty() {
    return connections.stream().noneMatch(Ser2netConnection::enabled)
        && rotators.stream().allMatch(rotator -> members(rotator).isEmpty())
        && p1Ports.isEmpty()
        && modbusProxies.isEmpty();
  }
}

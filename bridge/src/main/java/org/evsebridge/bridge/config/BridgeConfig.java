package org.evsebridge.bridge.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that one bridge runs, from all the files that it was given.
 *
 * @param notices what was read and does nothing, with the reason
 */
public record BridgeConfig(
    List<Ser2netConnection> connections,
    List<Ser2netRotator> rotators,
    List<P1Config> p1Ports,
    List<ModbusProxyConfig> modbusProxies,
    List<Problem> notices) {
  public BridgeConfig {
    connections = List.copyOf(connections);
    rotators = List.copyOf(rotators);
    p1Ports = List.copyOf(p1Ports);
    modbusProxies = List.copyOf(modbusProxies);
    notices = List.copyOf(notices);
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

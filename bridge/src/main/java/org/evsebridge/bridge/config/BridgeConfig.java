package org.evsebridge.bridge.config;

import java.util.List;

/** All that one bridge runs, from all the files that it was given. */
public record BridgeConfig(
    List<Ser2netConnection> connections,
    List<P1Config> p1Ports,
    List<ModbusProxyConfig> modbusProxies) {
  public BridgeConfig {
    connections = List.copyOf(connections);
    p1Ports = List.copyOf(p1Ports);
    modbusProxies = List.copyOf(modbusProxies);
  }

  /** Whether nothing is left to run. */
  public boolean isEmpty() {
    return connections.isEmpty() && p1Ports.isEmpty() && modbusProxies.isEmpty();
  }
}

package org.evsebridge.bridge.status;

import java.util.List;

/**
 * What a bridge has counted since its start, at one moment.
 *
 * @param ports of connections and smart meters
 * @param lines of the gateway
 * @param clients of the gateway, each by its address
 * @param units on the gateway's lines
 */
public record BridgeCounters(
    List<Counters> ports,
    List<BusCounters> lines,
    List<BusCounters> clients,
    List<BusCounters> units) {
  public BridgeCounters {
    ports = List.copyOf(ports);
    lines = List.copyOf(lines);
    clients = List.copyOf(clients);
    units = List.copyOf(units);
  }
}

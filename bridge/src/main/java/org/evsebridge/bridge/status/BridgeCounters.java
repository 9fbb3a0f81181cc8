package org.evsebridge.bridge.status;

import java.util.List;

/**
 * What a bridge has counted since its start, at one moment.
 *
 * @param ports of connections and smart meters
 * @param lines of the gateway
 * @param clients of the gateway, each by its address
 */
public record BridgeCounters(
    List<Counters> ports, List<LineCounters> lines, List<GatewayClient> clients) {
  public BridgeCounters {
    ports = List.copyOf(ports);
    lines = List.copyOf(lines);
    clients = List.copyOf(clients);
  }
}

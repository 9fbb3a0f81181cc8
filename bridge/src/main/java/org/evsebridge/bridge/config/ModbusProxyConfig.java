package org.evsebridge.bridge.config;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One entry of {@code modbusproxy:}: a TCP port through which clients share a line.
 *
 * @param at where the entry stands
 * @param listen the address that clients connect to; port 0 picks a free one
 * @param deadline how long a request may take from its arrival to its answer, waiting included
 */
public record ModbusProxyConfig(
    Position at, InetSocketAddress listen, Duration deadline, LineConfig line) {
  /** Such as {@code modbusproxy on port 1502}. */
  public String name() {
    return "modbusproxy on port " + listen.getPort();
  }
}

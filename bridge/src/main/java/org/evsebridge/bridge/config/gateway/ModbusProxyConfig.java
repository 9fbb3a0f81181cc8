package org.evsebridge.bridge.config.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * One entry of {@code modbusproxy:}: a TCP port through which clients share a line.
 *
 * @param listen the address that clients connect to; port 0 picks a free one
 * @param maxConnections how many clients may be connected at a time
 * @param idleTimeout after how long without a request a connection is closed; zero for never
 * @param deadline how long a request may wait for the line, from its arrival
 * @param cache how old an answer may be that serves a read; zero for none
 * @param replyOnBroadcast whether a write to unit 0 is answered with its echo
 */
public record ModbusProxyConfig(
    InetSocketAddress listen,
    ClientFraming framing,
    int maxConnections,
    Duration idleTimeout,
    Duration deadline,
    Duration cache,
    boolean replyOnBroadcast,
    Access access,
    UnitKinds units,
    LineConfig line) {
  /** What clients of a port speak. */
  public enum ClientFraming {
    /** Found out for each connection. */
    AUTO,
    /** Modbus TCP. */
    TCP,
    /** RTU over TCP. */
    RTU
  }

  /** Such as {@code modbusproxy on port 1502}. */
  public String name() {
    return "modbusproxy on port " + listen.getPort();
  }
}

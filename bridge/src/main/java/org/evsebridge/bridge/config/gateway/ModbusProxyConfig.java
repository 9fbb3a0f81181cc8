package org.evsebridge.bridge.config.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry of {@code modbusproxy:}: a TCP port through which clients share a line.
 *
 * @param listen the address that clients connect to; port 0 picks a free one
 * @param maxConnections how many clients may be connected at a time
 * @param idleTimeout after how long without a request a connection is closed; zero for never
 * @param deadline how long a request may wait for the line, from its arrival
 * @param cache how old an answer may be that serves a read; zero for none
 * @param replyOnBroadcast whether a write to unit 0 is answered with its echo
 * @param line the entry's own line, where all units are that have no route
 * @param routes where the other units are
 * @param givesTimeout whether the file says how long the entry's own line is waited for
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
    LineConfig line,
    Map<Integer, UnitRoute> routes,
    boolean givesTimeout) {
  /** What clients of a port speak. */
  public enum ClientFraming {
    /** Found out for each connection. */
    AUTO,
    /** Modbus TCP. */
    TCP,
    /** RTU over TCP. */
    RTU
  }

  public ModbusProxyConfig {
    routes = Map.copyOf(routes);
  }

  /** The same entry with its own line used otherwise. */
  ModbusProxyConfig onLine(LineConfig other) {
    return new ModbusProxyConfig(
        listen,
        framing,
        maxConnections,
        idleTimeout,
        deadline,
        cache,
        replyOnBroadcast,
        access,
        units,
        other,
        routes,
        givesTimeout);
  }

  /** The entry's own line and those of its routes. */
  public List<LineConfig> lines() {
    return Stream.concat(Stream.of(line), routes.values().stream().map(UnitRoute::line))
        .distinct()
        .toList();
  }

  /** What the entry knows of the units on one of its lines, by their addresses there. */
  public UnitKinds unitsOn(LineConfig one) {
    return units.as(
        unit -> {
          UnitRoute route = routes.get(unit);
          if (route == null) {
            return one.equals(line) ? Optional.of(unit) : Optional.empty();
          }
          return Optional.of(route).filter(r -> r.line().equals(one)).map(UnitRoute::unit);
        });
  }

  /** What a person should know of it, a sentence each: what differs from evcc's without a word. */
  public List<String> remarks() {
    return Remarks.of(this);
  }

  /** Such as {@code modbusproxy on port 1502}. */
  public String name() {
    return "modbusproxy on port " + listen.getPort();
  }
}

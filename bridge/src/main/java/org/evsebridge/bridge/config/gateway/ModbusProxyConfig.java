package org.evsebridge.bridge.config.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** This entry at another address. */
  public ModbusProxyConfig listeningOn(InetSocketAddress other) {
    return with(other, units, line, routes);
  }

  /**
   * This entry with guarded modules on some of its lines: their registers are protected, and no
   * request occupies their lines for so long that a heartbeat comes too late.
   *
   * @param modules the addresses of the guarded modules on each line, by the lines' names
   */
  public ModbusProxyConfig guarding(Map<String, Set<Integer>> modules) {
    Map<Integer, UnitRoute> guardedRoutes = new HashMap<>();
    Set<Integer> units = new HashSet<>(modules.getOrDefault(line.name(), Set.of()));
    units.removeAll(routes.keySet());
    routes.forEach(
        (unit, route) -> {
          guardedRoutes.put(unit, new UnitRoute(guarding(route.line(), modules), route.unit()));
          if (modules.getOrDefault(route.line().name(), Set.of()).contains(route.unit())) {
            units.add(unit);
          }
        });
    return with(listen, this.units.withModules(units), guarding(line, modules), guardedRoutes);
  }

  private ModbusProxyConfig with(
      InetSocketAddress at, UnitKinds kinds, LineConfig own, Map<Integer, UnitRoute> others) {
    return new ModbusProxyConfig(
        at,
        framing,
        maxConnections,
        idleTimeout,
        deadline,
        cache,
        replyOnBroadcast,
        access,
        kinds,
        own,
        others,
        givesTimeout);
  }

  private static LineConfig guarding(LineConfig line, Map<String, Set<Integer>> modules) {
    return modules.containsKey(line.name()) ? line.guarded() : line;
  }

  /** What a person should know of it, a sentence each: where it differs from evcc's proxy. */
  public List<String> remarks() {
    return Remarks.of(this);
  }

  /** Such as {@code modbusproxy on port 1502}. */
  public String name() {
    return "modbusproxy on port " + listen.getPort();
  }
}

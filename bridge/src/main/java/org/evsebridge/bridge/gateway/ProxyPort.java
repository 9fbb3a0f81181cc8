package org.evsebridge.bridge.gateway;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.status.GatewayClient;

/** One port and the rules that its clients are served by. Thread-safe. */
final class ProxyPort {
  private static final int COUNTED_CLIENTS = 1000;

  private final ModbusProxyConfig config;
  private final Bus bus;
  private final Map<Integer, Destination> routes = new HashMap<>();
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /**
   * Where a client's requests to a unit go.
   *
   * @param unit its address there
   */
  record Destination(Bus bus, int unit) {}

  /**
   * @param buses the buses of the entry's lines
   */
  ProxyPort(ModbusProxyConfig config, Function<LineConfig, Bus> buses) {
    this.config = config;
    this.bus = buses.apply(config.line());
    config
        .routes()
        .forEach(
            (unit, route) ->
                routes.put(unit, new Destination(buses.apply(route.line()), route.unit())));
  }

  ModbusProxyConfig config() {
    return config;
  }

  Destination route(int unit) {
    Destination elsewhere = routes.get(unit);
    return elsewhere == null ? new Destination(bus, unit) : elsewhere;
  }

  /** The buses that a client's requests may go to. */
  Set<Bus> buses() {
    Set<Bus> all = new LinkedHashSet<>();
    all.add(bus);
    routes.values().forEach(route -> all.add(route.bus()));
    return all;
  }

  AccessRules rules(Bus on, InetAddress client) {
    return AccessRules.of(on.devices(), on.guard(), config.access(), client);
  }

  /** Where a client's requests are counted; beyond a bound of addresses all together. */
  synchronized Tally tally(InetAddress client) {
    String address = client.getHostAddress();
    String name =
        tallies.size() < COUNTED_CLIENTS || tallies.containsKey(address) ? address : "others";
    return tallies.computeIfAbsent(name, key -> new Tally(config.name() + ", " + key, bus::now));
  }

  /** What each client has seen, and how much of it waits. */
  List<GatewayClient> clients() {
    Map<String, Tally> all;
    synchronized (this) {
      all = new LinkedHashMap<>(tallies);
    }
    List<GatewayClient> clients = new ArrayList<>();
    all.forEach(
        (address, tally) -> {
          int waiting = buses().stream().mapToInt(bus -> bus.waiting(tally)).sum();
          clients.add(new GatewayClient(config.name(), address, tally.counters(waiting)));
        });
    return clients;
  }

  /** How long a request may wait for the line, in nanoseconds. */
  long deadline() {
    return config.deadline().toNanos();
  }

  /** How old a kept answer may be, in nanoseconds. */
  long cache() {
    return config.cache().toNanos();
  }

  boolean repliesOnBroadcast() {
    return config.replyOnBroadcast();
  }
}

package org.evsebridge.bridge.gateway;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.status.BusCounters;

/** One port and the rules that its clients are served by. Thread-safe. */
final class ProxyPort {
  private static final int COUNTED_CLIENTS = 1000;

  private final ModbusProxyConfig config;
  private final Bus bus;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  ProxyPort(ModbusProxyConfig config, Bus bus) {
    this.config = config;
    this.bus = bus;
  }

  ModbusProxyConfig config() {
    return config;
  }

  Bus bus() {
    return bus;
  }

  AccessRules guard(InetAddress client) {
    return AccessRules.of(bus.devices(), config.access(), client);
  }

  /** Where a client's requests are counted; beyond a bound of addresses all together. */
  synchronized Tally tally(InetAddress client) {
    String address = client.getHostAddress();
    String name =
        tallies.size() < COUNTED_CLIENTS || tallies.containsKey(address) ? address : "others";
    return tallies.computeIfAbsent(name, key -> new Tally(config.name() + ", " + key));
  }

  synchronized List<BusCounters> counters() {
    List<BusCounters> all = new ArrayList<>();
    tallies.values().forEach(tally -> all.add(tally.counters(0)));
    return all;
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

package org.evsebridge.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.gateway.LineGuard;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.p1.P1Server;
import org.evsebridge.bridge.ser2net.Ser2net;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.status.Counters;

/** The running bridge: every connection, meter and gateway of a configuration. */
public final class Bridge implements AutoCloseable {
  private final Loops loops;
  private final Meters meters;
  private final Ser2net ser2net;
  private final List<P1Server> p1Servers = new ArrayList<>();
  private List<ModbusProxyConfig> proxies;
  private Gateway gateway;

  private Bridge(Loops loops, Meters meters, Ser2net ser2net, List<ModbusProxyConfig> proxies) {
    this.loops = loops;
    this.meters = meters;
    this.ser2net = ser2net;
    this.proxies = proxies;
    this.gateway = Gateway.start(proxies, line -> LineGuard.NONE, loops);
  }

  /** Starts everything, with devices locked for other programs. */
  public static Bridge start(BridgeConfig config) {
    return start(config, true);
  }

  /**
   * Starts everything and returns at once; ports and devices that are away are tried again.
   *
   * @param uucpLocks whether the devices of connections are locked with a lock file
   */
  public static Bridge start(BridgeConfig config, boolean uucpLocks) {
    Loops loops = new Loops();
    SharedDevices devices = new SharedDevices();
    Meters meters = new Meters(devices);
    Ser2net ser2net =
        Ser2net.start(config.connections(), config.rotators(), loops, devices, uucpLocks);
    Bridge bridge = new Bridge(loops, meters, ser2net, config.modbusProxies());
    config.p1Ports().forEach(wanted -> bridge.p1Servers.add(P1Server.start(wanted, loops, meters)));
    return bridge;
  }

  /**
   * Goes on with another configuration: what has not changed runs on with its clients, what has is
   * closed and started anew. All modbusproxy entries count as one, since they share lines.
   */
  public synchronized void change(BridgeConfig wanted) {
    boolean sameProxies = proxies.equals(wanted.modbusProxies());
    if (!sameProxies) {
      gateway.close();
    }
    for (Iterator<P1Server> running = p1Servers.iterator(); running.hasNext(); ) {
      P1Server server = running.next();
      if (!wanted.p1Ports().contains(server.config())) {
        server.close();
        running.remove();
      }
    }
    ser2net.serve(wanted.connections(), wanted.rotators());
    for (P1Config p1 : wanted.p1Ports()) {
      if (p1Servers.stream().noneMatch(server -> server.config().equals(p1))) {
        p1Servers.add(P1Server.start(p1, loops, meters));
      }
    }
    if (!sameProxies) {
      proxies = wanted.modbusProxies();
      gateway = Gateway.start(proxies, line -> LineGuard.NONE, loops);
    }
  }

  /** The ports of the connections, in the configuration's order. */
  public List<Listener> connectionPorts() {
    return ser2net.listeners();
  }

  /** The ports of the smart meters, in the configuration's order. */
  public List<Listener> p1Ports() {
    return p1Servers.stream().map(P1Server::listener).toList();
  }

  /** The ports of the gateways, in the configuration's order. */
  public List<Listener> gatewayPorts() {
    return gateway.listeners();
  }

  /**
   * What has been counted since the start, a line of text each: connections, smart meters, the
   * gateways' lines and their clients.
   */
  public synchronized List<String> status() {
    Stream<Counters> ports =
        Stream.concat(ser2net.counters().stream(), p1Servers.stream().map(P1Server::counters));
    return Stream.concat(ports, gateway.counters().stream()).map(Object::toString).toList();
  }

  /**
   * Has the event loops beat time, for a watchdog. A serial device that hangs does not hold them
   * up.
   *
   * @param heart makes the beat of each
   */
  public void beat(Duration interval, Supplier<Runnable> heart) {
    loops.beat(interval, heart);
  }

  /** Closes every port, connection and device; all is closed when this returns. */
  @Override
  public synchronized void close() {
    ser2net.close();
    p1Servers.forEach(P1Server::close);
    gateway.close();
    loops.close();
  }
}

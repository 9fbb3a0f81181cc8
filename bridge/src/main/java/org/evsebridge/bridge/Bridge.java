package org.evsebridge.bridge;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.BridgeConfig;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.p1.P1Server;
import org.evsebridge.bridge.ser2net.Ser2net;

/** The running bridge: every connection and gateway of a configuration. */
public final class Bridge implements AutoCloseable {
  private final Loops loops;
  private final Ser2net ser2net;
  private final List<P1Server> p1Servers;
  private final Gateway gateway;

  private Bridge(Loops loops, Ser2net ser2net, List<P1Server> p1Servers, Gateway gateway) {
    this.loops = loops;
    this.ser2net = ser2net;
    this.p1Servers = p1Servers;
    this.gateway = gateway;
  }

  /** Starts everything and returns at once; ports and devices that are away are tried again. */
  public static Bridge start(BridgeConfig config) {
    Loops loops = new Loops();
    Ser2net ser2net = Ser2net.start(config.connections(), config.rotators(), loops, true);
    List<P1Server> p1Servers = new ArrayList<>();
    config.p1Ports().forEach(c -> p1Servers.add(P1Server.start(c, loops)));
    return new Bridge(loops, ser2net, p1Servers, Gateway.start(config.modbusProxies(), loops));
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

  /** Closes every port, connection and device; all is closed when this returns. */
  @Override
  public void close() {
    ser2net.close();
    p1Servers.forEach(P1Server::close);
    gateway.close();
    loops.close();
  }
}

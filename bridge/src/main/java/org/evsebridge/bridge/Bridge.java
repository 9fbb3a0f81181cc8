package org.evsebridge.bridge;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.BridgeConfig;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.ser2net.Ser2netServer;

/** The running bridge: every connection and gateway of a configuration. */
public final class Bridge implements AutoCloseable {
  private final Loops loops;
  private final List<Ser2netServer> servers;
  private final Gateway gateway;

  private Bridge(Loops loops, List<Ser2netServer> servers, Gateway gateway) {
    this.loops = loops;
    this.servers = servers;
    this.gateway = gateway;
  }

  /** Starts everything and returns at once; ports and devices that are away are tried again. */
  public static Bridge start(BridgeConfig config) {
    Loops loops = new Loops();
    List<Ser2netServer> servers = new ArrayList<>();
    config.connections().forEach(c -> servers.add(Ser2netServer.start(c, loops)));
    return new Bridge(loops, servers, Gateway.start(config.modbusProxies(), loops));
  }

  /** The ports of the connections, in the configuration's order. */
  public List<Listener> connectionPorts() {
    return servers.stream().map(Ser2netServer::listener).toList();
  }

  /** The ports of the gateways, in the configuration's order. */
  public List<Listener> gatewayPorts() {
    return gateway.listeners();
  }

  /** Closes every port, connection and device; all is closed when this returns. */
  @Override
  public void close() {
    servers.forEach(Ser2netServer::close);
    gateway.close();
    loops.close();
  }
}

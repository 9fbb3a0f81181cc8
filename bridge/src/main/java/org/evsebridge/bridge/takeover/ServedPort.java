package org.evsebridge.bridge.takeover;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;

/**
 * A port that clients connect to.
 *
 * @param address where a client on this machine reaches it
 * @param device the serial device behind it, if there is one
 */
record ServedPort(String name, InetSocketAddress address, Optional<String> device) {

  /** The ports of all connections that are served, and of the smart meters. */
  static List<ServedPort> of(Plan plan) {
    List<ServedPort> ports = new ArrayList<>();
    plan.connections().stream().filter(Ser2netConnection::enabled).forEach(c -> add(c, ports));
    plan.meters()
        .forEach(p -> ports.add(port(p.name(), p.listen(), false, Optional.of(p.device()))));
    return ports;
  }

  private static void add(Ser2netConnection connection, List<ServedPort> ports) {
    Optional<String> device =
        connection.connector() instanceof SerialLine line
            ? Optional.of(line.device())
            : Optional.empty();
    connection.accepter().addresses().stream()
        .findFirst()
        .ifPresent(
            where ->
                ports.add(
                    port(connection.name(), where.resolve().get(0), where.isIpv6Only(), device)));
  }

  private static ServedPort port(
      String name, InetSocketAddress listen, boolean ipv6, Optional<String> device) {
    boolean everywhere = listen.isUnresolved() || listen.getAddress().isAnyLocalAddress();
    boolean six = ipv6 && listen.getAddress() instanceof Inet6Address;
    InetSocketAddress reached =
        everywhere
            ? new InetSocketAddress(six ? loopback6() : "127.0.0.1", listen.getPort())
            : listen;
    return new ServedPort(name, reached, device);
  }

  private static String loopback6() {
    return InetAddress.getLoopbackAddress() instanceof Inet6Address ? "localhost" : "::1";
  }
}

package org.evsebridge.bridge.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where to listen or to dial.
 *
 * @param family {@code ipv4} or {@code ipv6} when only that is meant, {@code ipv6n4} for both
 * @param host empty for every address of this machine
 * @param port 0 to 65535; 0 picks a free one
 */
public record TcpAddress(Optional<String> family, Optional<String> host, int port) {
  /** Every address of a host, or the unresolved one if it has none. Asks the name server. */
  public List<InetSocketAddress> resolve() {
    if (host.isEmpty()) {
      return List.of(
          switch (family.orElse("")) {
            case "ipv4" -> new InetSocketAddress("0.0.0.0", port);
            default -> everywhere(port);
          });
    }
    try {
      List<InetSocketAddress> all =
          Stream.of(InetAddress.getAllByName(host.get()))
              .filter(this::fits)
              .map(address -> new InetSocketAddress(address, port))
              .toList();
      if (!all.isEmpty()) {
        return all;
      }
      return List.of(InetSocketAddress.createUnresolved(host.get(), port));
    } catch (UnknownHostException e) {
      return List.of(InetSocketAddress.createUnresolved(host.get(), port));
    }
  }

  /** Every address of this machine, IPv6 and IPv4. */
  static InetSocketAddress everywhere(int port) {
    return new InetSocketAddress("::", port);
  }

  /** Whether, as in ser2net, IPv6 is meant and not IPv4 with it. */
  public boolean isIpv6Only() {
    return family.map("ipv6"::equals).orElse(host.isPresent());
  }

  private boolean fits(InetAddress address) {
    return switch (family.orElse("")) {
      case "ipv4" -> address instanceof Inet4Address;
      case "ipv6" -> !(address instanceof Inet4Address);
      default -> true;
    };
  }

  /** The highest TCP port. */
  public static final int HIGHEST_PORT = 65_535;

  @Override
  public String toString() {
    return host.map(name -> name + ":" + port).orElse("port " + port);
  }
}

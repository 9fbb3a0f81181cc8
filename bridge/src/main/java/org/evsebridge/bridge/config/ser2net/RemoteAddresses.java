package org.evsebridge.bridge.config.ser2net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.TcpAddress;

/**
 * The clients that a connection is for.
 *
 * @param allowed empty: everybody; a port of 0 stands for every port
 */
public record RemoteAddresses(List<InetSocketAddress> allowed) {
  public static final RemoteAddresses ANY = new RemoteAddresses(List.of());

  public RemoteAddresses {
    allowed = List.copyOf(allowed);
  }

  /** Reads {@code 192.168.1.5,0;ipv6,tcp,fe80::1,0}; empty when it is not that. */
  static Optional<RemoteAddresses> parse(String text) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String one : text.split(";")) {
      List<String> parts = new ArrayList<>(Gensio.split(one));
      Optional<String> family = first(parts, Set.of(TcpAddress.IPV4, TcpAddress.IPV6));
      first(parts, Set.of("tcp"));
      if (parts.size() != 2 || !parts.get(1).matches("\\d{1,5}")) {
        return Optional.empty();
      }
      try {
        InetAddress host = InetAddress.getByName(parts.get(0));
        boolean mapped = parts.get(0).contains(":"); // ::ffff:127.0.0.1 is IPv6 that means IPv4
        if (family
            .filter(named -> !mapped && !named.equals(TcpAddress.familyOf(host)))
            .isPresent()) {
          return Optional.empty();
        }
        addresses.add(new InetSocketAddress(host, Integer.parseInt(parts.get(1))));
      } catch (UnknownHostException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new RemoteAddresses(addresses));
  }

  /** Takes the first part away if it is one of these and more than an address stands there. */
  private static Optional<String> first(List<String> parts, Set<String> of) {
    return parts.size() > 2 && of.contains(parts.get(0))
        ? Optional.of(parts.remove(0))
        : Optional.empty();
  }

  /** These and others: the option may be given more than once. */
  RemoteAddresses and(RemoteAddresses more) {
    List<InetSocketAddress> both = new ArrayList<>(allowed);
    both.addAll(more.allowed);
    return new RemoteAddresses(both);
  }

  /** Whether a client may connect. */
  public boolean admit(InetSocketAddress client) {
    return allowed.isEmpty()
        || allowed.stream()
            .anyMatch(
                one ->
                    one.getAddress().equals(client.getAddress())
                        && (one.getPort() == 0 || one.getPort() == client.getPort()));
  }
}

package org.evsebridge.bridge.config.ser2net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Reads {@code 192.168.1.5,0;ipv6,fe80::1,0}; empty when it is not that. */
  static Optional<RemoteAddresses> parse(String text) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String one : text.split(";")) {
      List<String> parts = new ArrayList<>(Gensio.split(one));
      if (parts.size() == 3 && parts.get(0).startsWith("ipv")) {
        parts.remove(0);
      }
      if (parts.size() != 2 || !parts.get(1).matches("\\d{1,5}")) {
        return Optional.empty();
      }
      try {
        addresses.add(
            new InetSocketAddress(
                InetAddress.getByName(parts.get(0)), Integer.parseInt(parts.get(1))));
      } catch (UnknownHostException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new RemoteAddresses(addresses));
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

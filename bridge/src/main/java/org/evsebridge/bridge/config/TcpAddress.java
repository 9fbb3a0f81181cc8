package org.evsebridge.bridge.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where to listen or to dial.
 *
 * @param family {@code ipv4} or {@code ipv6} when only that is meant, {@code ipv6n4} for both
 * @param host empty for every address of this machine
 * @param port 0 to 65535; 0 picks a free one
 */
public record TcpAddress(Optional<String> family, Optional<String> host, int port) {
  public static final String IPV4 = "ipv4";
  public static final String IPV6 = "ipv6";
  private static final String BOTH = "ipv6n4";

  /** What may stand in front of a host or port. */
  public static final Set<String> FAMILIES = Set.of(IPV4, IPV6, BOTH);

  /** Every address of a host, or the unresolved one if it has none. Asks the name server. */
  public List<InetSocketAddress> resolve() {
    if (host.isEmpty()) {
      return List.of(
          switch (family.orElse("")) {
            case IPV4 -> new InetSocketAddress("0.0.0.0", port);
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
  public static InetSocketAddress everywhere(int port) {
    return new InetSocketAddress("::", port);
  }

  /** Whether, as in ser2net, IPv6 is meant and not IPv4 with it. */
  public boolean isIpv6Only() {
    return family.map(IPV6::equals).orElse(host.isPresent());
  }

  /**
   * Whether the two certainly cannot both be listened on. Names are not looked up; such a clash
   * shows when listening begins.
   */
  public boolean clashesWith(TcpAddress other) {
    return port != 0 && port == other.port && sharesFamily(other) && sharesPlace(other);
  }

  private boolean sharesFamily(TcpAddress other) {
    return takenFamily().equals(other.takenFamily())
        || takenFamily().equals(BOTH)
        || other.takenFamily().equals(BOTH);
  }

  /** The {@link #family} that is listened on; the host's name when only looking it up could say. */
  private String takenFamily() {
    return family
        .filter(named -> !named.equals(BOTH))
        .or(() -> host.map(name -> literal().map(TcpAddress::familyOf).orElse(name)))
        .orElse(BOTH);
  }

  private boolean sharesPlace(TcpAddress other) {
    return isEverywhere()
        || other.isEverywhere()
        || host.equals(other.host)
        || literal().isPresent() && literal().equals(other.literal());
  }

  private boolean isEverywhere() {
    return host.isEmpty() || literal().filter(InetAddress::isAnyLocalAddress).isPresent();
  }

  /** The host, where it is an address and no name. */
  private Optional<InetAddress> literal() {
    return host.flatMap(Subnet::parse).map(Subnet::address);
  }

  /** {@link #IPV4} or {@link #IPV6}. */
  public static String familyOf(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  private boolean fits(InetAddress address) {
    return switch (family.orElse("")) {
      case IPV4 -> address instanceof Inet4Address;
      case IPV6 -> !(address instanceof Inet4Address);
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

package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.TcpAddress;

/** Reads the end tcp of a stack: {@code tcp(nodelay),localhost,2000}. */
final class TcpReader {
  /** As in ser2net, {@code ipv6n4} can only stand behind tcp. */
  private static final Set<String> FAMILIES_IN_FRONT = Set.of(TcpAddress.IPV4, TcpAddress.IPV6);

  private TcpReader() {}

  /**
   * Reads addresses.
   *
   * @param hostNeeded whether the host may not be left out, as when dialling
   */
  static List<TcpAddress> read(Gensio tcp, boolean hostNeeded, GensioArguments.Context context)
      throws Ser2netFault {
    Ser2netFaults faults = new Ser2netFaults();
    faults.check(() -> new GensioArguments(GensioName.TCP, tcp.arguments(), context).done());
    Optional<List<TcpAddress>> addresses = faults.in(() -> addresses(tcp, hostNeeded));
    faults.throwIfAny();
    return addresses.orElseThrow();
  }

  /**
   * Reads a text that does not begin with the name of a layer or end: {@code 2000} stands for
   * {@code tcp,2000}, and {@code ipv4,tcp(nodelay),2000} for {@code tcp(nodelay),ipv4,2000}.
   */
  static Gensio end(String text) throws Ser2netFault {
    Gensio family = Gensio.parse(text);
    if (FAMILIES_IN_FRONT.contains(family.name()) && family.arguments().isEmpty()) {
      Gensio end = Gensio.parse(family.rest());
      Optional<GensioName> name = GensioName.of(end.name());
      if (name.equals(Optional.of(GensioName.TCP))) {
        return new Gensio(end.name(), end.arguments(), family.name() + "," + end.rest());
      }
      if (name.isPresent()) {
        throw new Ser2netFault("behind '" + family.name() + "' only tcp can be had here");
      }
    }
    return new Gensio(GensioName.TCP.text(), List.of(), text);
  }

  private static List<TcpAddress> addresses(Gensio tcp, boolean hostNeeded) throws Ser2netFault {
    List<String> parts = Gensio.split(tcp.rest());
    List<TcpAddress> addresses = new ArrayList<>();
    int next = 0;
    while (next < parts.size()) {
      Optional<String> family = Optional.empty();
      if (TcpAddress.FAMILIES.contains(parts.get(next)) && next + 1 < parts.size()) {
        family = Optional.of(parts.get(next++));
      }
      Optional<Integer> port = port(parts.get(next));
      Optional<String> host = Optional.empty();
      if (port.isEmpty() && next + 1 < parts.size()) {
        host = Optional.of(parts.get(next++));
        port = port(parts.get(next));
      }
      if (port.isEmpty() || hostNeeded && host.isEmpty()) {
        throw fault(hostNeeded, tcp.rest());
      }
      addresses.add(new TcpAddress(family, host, port.get()));
      next++;
    }
    if (addresses.isEmpty()) {
      throw fault(hostNeeded, tcp.rest());
    }
    return addresses;
  }

  private static Ser2netFault fault(boolean hostNeeded, String found) {
    return new Ser2netFault(
        "after tcp "
            + (hostNeeded ? "" : "a port from 0 to " + TcpAddress.HIGHEST_PORT + " or ")
            + "host,port must stand, found '"
            + found
            + "'");
  }

  private static Optional<Integer> port(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= TcpAddress.HIGHEST_PORT
        ? Optional.of(Integer.parseInt(text))
        : PortNames.port(text);
  }
}

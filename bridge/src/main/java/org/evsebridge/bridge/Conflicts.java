package org.evsebridge.bridge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netAccepter;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;

/**
 * Finds names, ports and devices that a configuration uses twice although only one can have them.
 */
final class Conflicts {
  private final List<ListeningPort> listening = new ArrayList<>();
  private final List<UsedDevice> lines = new ArrayList<>();

  private Conflicts() {}

  /** A serial device that is used: for what, with which parameters, and where the file says so. */
  private record UsedDevice(String device, Use user, SerialParameters parameters, Position at) {
    boolean isOn(String other) {
      return FileNames.real(device).equals(FileNames.real(other));
    }
  }

  private enum Use {
    CONNECTION("the connection"),
    P1("the p1: entry"),
    MODBUSPROXY("the modbusproxy: entry");

    private final String named;

    Use(String named) {
      this.named = named;
    }
  }

  /** Something that listens, and where it stands. */
  private record ListeningPort(TcpAddress address, Position at) {}

  /**
   * Looks for conflicts.
   *
   * @param connections loses those that have one, as ser2net leaves them out
   * @param rotators loses those that have one
   * @param leftOut gets the faults of these
   * @param problems gets the faults of the others, which refuse the configuration
   */
  static void check(
      List<Ser2netConnection> connections,
      List<Ser2netRotator> rotators,
      List<Placed<P1Config>> p1Ports,
      List<Placed<ModbusProxyConfig>> proxies,
      List<Placed<HttpConfig>> https,
      Problems leftOut,
      Problems problems) {
    Conflicts conflicts = new Conflicts();
    Set<String> names = new HashSet<>();
    connections.removeIf(connection -> !conflicts.takes(connection, names, leftOut));
    rotators.removeIf(rotator -> !conflicts.takesPorts(rotator.accepter(), rotator.at(), leftOut));
    for (Placed<P1Config> p1 : p1Ports) {
      conflicts.takePort(p1.value().listen(), p1.at(), problems);
      conflicts.takeLine(
          new UsedDevice(p1.value().device(), Use.P1, p1.value().parameters(), p1.at()), problems);
    }
    for (Placed<ModbusProxyConfig> proxy : proxies) {
      conflicts.takePort(proxy.value().listen(), proxy.at(), problems);
      if (proxy.value().line().upstream() instanceof Upstream.Serial serial) {
        conflicts.takeLine(
            new UsedDevice(
                serial.device(),
                Use.MODBUSPROXY,
                SerialParameters.of(serial.settings()),
                proxy.at()),
            problems);
      }
    }
    for (Placed<HttpConfig> http : https) {
      conflicts.takePort(http.value().listen(), http.at(), problems);
    }
  }

  /** A block that may stand in one of the files only. */
  static <T> void once(String key, List<Placed<T>> blocks, Problems problems) {
    blocks.stream()
        .skip(1)
        .forEach(
            block ->
                problems.add(
                    block.at(),
                    "'"
                        + key
                        + "' stands at "
                        + blocks.get(0).at()
                        + " already; keep it in one of them"));
  }

  private boolean takes(Ser2netConnection connection, Set<String> names, Problems leftOut) {
    if (!names.add(connection.name())) {
      leftOut.add(
          connection.at(), "there is a connection named '" + connection.name() + "' already");
      return false;
    }
    if (connection.enabled() && !takesPorts(connection.accepter(), connection.at(), leftOut)) {
      return false;
    }
    if (connection.connector() instanceof SerialLine line) {
      lines.add(new UsedDevice(line.device(), Use.CONNECTION, line.parameters(), connection.at()));
    }
    return true;
  }

  private boolean takesPorts(Ser2netAccepter accepter, Position at, Problems leftOut) {
    for (TcpAddress address : accepter.addresses()) {
      Optional<ListeningPort> other = clash(address);
      if (other.isPresent()) {
        leftOut.add(at, address + " is taken already by what stands at " + other.get().at());
        return false;
      }
      listening.add(new ListeningPort(address, at));
    }
    return true;
  }

  private Optional<ListeningPort> clash(TcpAddress wanted) {
    return listening.stream().filter(other -> wanted.clashesWith(other.address())).findFirst();
  }

  private void takePort(InetSocketAddress address, Position at, Problems problems) {
    boolean everywhere = address.equals(TcpAddress.everywhere(address.getPort()));
    TcpAddress wanted =
        new TcpAddress(
            Optional.empty(),
            everywhere ? Optional.empty() : Optional.of(address.getHostString()),
            address.getPort());
    clash(wanted)
        .ifPresent(
            other ->
                problems.add(
                    at, "port " + address.getPort() + " is taken already by " + other.at()));
    listening.add(new ListeningPort(wanted, at));
  }

  /** Readers with the same line settings share a device; a Modbus line has one master. */
  private void takeLine(UsedDevice wanted, Problems problems) {
    for (UsedDevice other : lines) {
      if (!other.isOn(wanted.device())) {
        continue;
      }
      if (wanted.user() == Use.P1) {
        if (!wanted.parameters().isSameLineAs(other.parameters())) {
          problems.add(
              wanted.at(),
              wanted.device()
                  + " is set to "
                  + wanted.parameters().line()
                  + " here and to "
                  + other.parameters().line()
                  + " by "
                  + other.user().named
                  + " at "
                  + other.at()
                  + ": both read it if their settings agree");
        }
      } else if (other.user() != Use.MODBUSPROXY) { // whose entries are compared elsewhere
        problems.add(
            wanted.at(),
            wanted.device()
                + " is the device of "
                + other.user().named
                + " at "
                + other.at()
                + " too; keep it in one of them");
      }
    }
    lines.add(wanted);
  }
}

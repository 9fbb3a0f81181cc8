package org.evsebridge.bridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netAccepter;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;

/** What cannot be had twice among all that a bridge runs: names, ports, devices. */
final class Conflicts {
  private final List<Listening> listening = new ArrayList<>();
  private final Map<Path, Position> ser2netDevices = new HashMap<>();

  private Conflicts() {}

  /** Something that listens, and where it stands. */
  private record Listening(TcpAddress address, Position at) {}

  /**
   * Looks for conflicts.
   *
   * @param connections loses those that have one, as ser2net leaves them out
   * @param rotators loses those that have one
   * @param leftOut gets the faults of these
   * @param problems gets the faults of the others, which are the end
   */
  static void check(
      List<Ser2netConnection> connections,
      List<Ser2netRotator> rotators,
      List<Placed<P1Config>> p1Ports,
      List<Placed<ModbusProxyConfig>> proxies,
      Problems leftOut,
      Problems problems) {
    Conflicts conflicts = new Conflicts();
    Set<String> names = new HashSet<>();
    connections.removeIf(connection -> !conflicts.takes(connection, names, leftOut));
    rotators.removeIf(rotator -> !conflicts.takesPorts(rotator.accepter(), rotator.at(), leftOut));
    Set<Path> p1Devices = new HashSet<>();
    for (Placed<P1Config> p1 : p1Ports) {
      String device = p1.value().device();
      conflicts.takePort(p1.value().listen(), p1.at(), problems);
      conflicts.takeDevice(device, p1.at(), problems);
      if (!p1Devices.add(FileNames.real(device))) {
        problems.add(p1.at(), device + " stands in two entries of p1:; drop one");
      }
    }
    for (Placed<ModbusProxyConfig> proxy : proxies) {
      conflicts.takePort(proxy.value().listen(), proxy.at(), problems);
      if (proxy.value().line().upstream() instanceof Upstream.Serial serial) {
        conflicts.takeDevice(serial.device(), proxy.at(), problems);
        if (p1Devices.contains(FileNames.real(serial.device()))) {
          problems.add(proxy.at(), serial.device() + " stands in p1: too; keep it in one of them");
        }
      }
    }
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
      ser2netDevices.putIfAbsent(FileNames.real(line.device()), connection.at());
    }
    return true;
  }

  private boolean takesPorts(Ser2netAccepter accepter, Position at, Problems leftOut) {
    for (TcpAddress address : accepter.addresses()) {
      Optional<Listening> other = clash(address);
      if (other.isPresent()) {
        leftOut.add(at, address + " is taken already by what stands at " + other.get().at());
        return false;
      }
      listening.add(new Listening(address, at));
    }
    return true;
  }

  private Optional<Listening> clash(TcpAddress wanted) {
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
    listening.add(new Listening(wanted, at));
  }

  private void takeDevice(String device, Position at, Problems problems) {
    Position other = ser2netDevices.get(FileNames.real(device));
    if (other != null) {
      problems.add(at, device + " is the device of the connection at " + other + " too");
    }
  }
}

package org.evsebridge.bridge.ser2net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.status.Counters;

/** Everything that ser2net.yaml files ask for, served. Call its methods from one thread. */
public final class Ser2net implements AutoCloseable {
  private final SharedResources surroundings;
  private final Map<String, Ser2netServer> servers = new LinkedHashMap<>();
  private final List<Rotator> rotators = new ArrayList<>();

  private Ser2net(SharedResources surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Starts serving; returns at once, whether ports can be had and devices are there or not.
   *
   * @param connections their names differ
   * @param devices what others of the program may have open too
   * @param uucpLocks whether devices are locked for other programs with a lock file
   */
  public static Ser2net start(
      List<Ser2netConnection> connections,
      List<Ser2netRotator> rotators,
      Loops loops,
      SharedDevices devices,
      boolean uucpLocks) {
    Ser2net all = new Ser2net(new SharedResources(loops, new DevicesInUse(), devices, uucpLocks));
    all.serve(connections, rotators);
    return all;
  }

  /**
   * Serves other connections from now on. One that has not changed goes on with its clients; one
   * that has, or is not there any more, is closed with its clients.
   */
  public void serve(List<Ser2netConnection> connections, List<Ser2netRotator> wantedRotators) {
    rotators.forEach(Rotator::close);
    rotators.clear();
    Map<String, Ser2netServer> unchanged = new LinkedHashMap<>();
    for (Ser2netConnection wanted : connections) {
      Ser2netServer running = servers.get(wanted.name());
      if (running != null && running.connection().isSameAs(wanted)) {
        unchanged.put(wanted.name(), servers.remove(wanted.name()));
      }
    }
    servers.values().forEach(Ser2netServer::close);
    servers.clear();
    for (Ser2netConnection wanted : connections) {
      servers.put(
          wanted.name(),
          unchanged.containsKey(wanted.name())
              ? unchanged.get(wanted.name())
              : Ser2netServer.start(wanted, surroundings));
    }
    for (Ser2netRotator rotator : wantedRotators) {
      List<Port> ports =
          rotator.connections().stream()
              .map(servers::get)
              .filter(Objects::nonNull) // a faulty connection is left out
              .map(Ser2netServer::port)
              .toList();
      rotators.add(Rotator.start(rotator, ports, surroundings));
    }
  }

  /** The ports of the enabled connections, in the configuration's order. */
  public List<Listener> listeners() {
    return servers.values().stream().flatMap(server -> server.listeners().stream()).toList();
  }

  /** The counts of each connection. */
  public List<Counters> counters() {
    return servers.values().stream().map(Ser2netServer::counters).toList();
  }

  /** Closes every port, client and device; returns when all are closed. */
  @Override
  public void close() {
    rotators.forEach(Rotator::close);
    servers.values().forEach(Ser2netServer::close);
  }
}

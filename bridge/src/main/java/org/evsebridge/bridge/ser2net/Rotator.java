package org.evsebridge.bridge.ser2net;

import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.net.Listener;

/** A port that gives each client the next connection with a free place. */
final class Rotator implements AutoCloseable {
  private final List<Port> ports;
  private final List<Listener> listeners;
  private int next;

  private Rotator(Ser2netRotator config, List<Port> ports, SharedResources surroundings) {
    this.ports = ports;
    this.listeners =
        Ser2netServer.listen(
            config.name(), config.accepter(), config.options(), surroundings, this::choose);
  }

  static Rotator start(Ser2netRotator config, List<Port> ports, SharedResources surroundings) {
    return new Rotator(config, ports, surroundings);
  }

  /** The first free connection after the one that was used last. */
  private synchronized Optional<ClientArrival> choose(Channel connection) {
    for (int i = 0; i < ports.size(); i++) {
      Port port = ports.get((next + i) % ports.size());
      if (port.reserveFor(connection.remoteAddress())) {
        next = (next + i + 1) % ports.size();
        return Optional.of(
            new ClientArrival.Accepted(port, port::arrivedByReservation, port::giveUpReservation));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    listeners.forEach(Listener::close);
  }
}

package org.evsebridge.bridge.ser2net;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.ClientChannel;
import org.evsebridge.bridge.status.ConnectLog;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;

/**
 * The clients of a port: those that connected to it, in their places, and those that it dialled.
 * Belongs to the port's event loop, unless a method says otherwise.
 */
final class Clients {
  private final Ser2netConnection connection;
  private final Counters counters;
  private final Traces traces;
  private final Connbacks connbacks;
  private final ConnectLog comings;
  private final ClientPlaces<ClientChannel> places;
  private final Idleness idleness = new Idleness(ClientChannel::activity);
  private final SlowClients slow;
  private final Runnable changed;
  private int reserved;

  /**
   * @param changed runs when a client has gone, or so much waits for one that the device should
   *     wait too
   */
  Clients(
      Ser2netConnection connection,
      Counters counters,
      Traces traces,
      Connbacks connbacks,
      ConnectLog comings,
      Runnable changed) {
    this.connection = connection;
    this.counters = counters;
    this.traces = traces;
    this.connbacks = connbacks;
    this.comings = comings;
    this.changed = changed;
    this.slow = new SlowClients(connection, counters, client -> leave(client, CloseReason.CUT_OFF));
    this.places =
        new ClientPlaces<>(
            connection.options().get(Ser2netOption.MAX_CONNECTIONS)
                - connection.connbacks().size());
  }

  /** All clients; the dialled ones come first. */
  List<ClientChannel> all() {
    return Stream.concat(connbacks.clients().stream(), places.clients().stream()).toList();
  }

  boolean has(ClientChannel client) {
    return all().contains(client);
  }

  boolean isEmpty() {
    return places.isEmpty() && connbacks.clients().isEmpty();
  }

  /** Whether a client is there that connected by itself. */
  boolean haveCome() {
    return !places.isEmpty();
  }

  /**
   * Reserves a place for a client that is about to arrive; false when none is free. May be called
   * on any thread.
   */
  synchronized boolean reserve() {
    if (reserved >= places.free()) {
      return false;
    }
    reserved++;
    return true;
  }

  /**
   * Ends a reservation: its client has a place now, or never arrived. May be called on any thread.
   */
  synchronized void giveUpReservation() {
    reserved--;
  }

  /**
   * Gives a new client a place, with kickolduser perhaps another client's; false when there is
   * none.
   */
  boolean take(ClientChannel client) {
    return places.take(client) || takeOver(client);
  }

  /** Frees the place of a client that is refused after all. */
  void giveBack(ClientChannel client) {
    places.leave(client);
  }

  private boolean takeOver(ClientChannel client) {
    if (!connection.options().get(Ser2netOption.KICKOLDUSER)) {
      return false;
    }
    places
        .vacateHighest()
        .ifPresent(
            old -> {
              comings.say(old, "gives way to " + client);
              counters.one(Count.KICKED);
              gone(old, CloseReason.KICKED);
              old.close();
            });
    return places.take(client);
  }

  /** Removes a client that is closed; false when it was none of these. */
  boolean leave(ClientChannel client, CloseReason why) {
    if (!places.leave(client) && !connbacks.leave(client)) {
      return false;
    }
    gone(client, why);
    changed.run();
    return true;
  }

  private void gone(ClientChannel client, CloseReason why) {
    counters.left(client);
    traces.event("CLOSE netcon (" + why.traced() + ")");
  }

  /** Sends to all; {@link SlowClients} closes those that do not read. */
  void send(byte[] bytes) {
    boolean wait = false;
    for (ClientChannel client : all()) {
      wait |= slow.send(client, bytes);
    }
    if (wait) {
      changed.run();
    }
  }

  /** Starts or stops reading what they send. */
  void read(boolean on) {
    all().forEach(client -> client.read(on));
  }

  /** Clients for which so much waits that the device should wait too. */
  List<ClientChannel> slow() {
    return all().stream().filter(ClientChannel::isSlow).toList();
  }

  /**
   * A second has passed: closes those that did nothing for long enough, and those that took nothing
   * for too long while others waited for them.
   *
   * @param waitedFor those that are waited for
   */
  void look(List<ClientChannel> waitedFor) {
    for (ClientChannel client : idleness.tick(all(), this::timeout)) {
      comings.say(client, "did nothing for long enough");
      leave(client, CloseReason.IDLE);
      client.close();
    }
    slow.look(waitedFor);
  }

  private Duration timeout(ClientChannel client) {
    return connbacks.clients().contains(client)
        ? connection.options().get(Ser2netOption.CONNBACK_TIMEOUT).orElse(connection.timeout())
        : connection.timeout();
  }

  /** Closes all after a last message. */
  void close(byte[] lastWord) {
    for (ClientChannel client : all()) {
      leave(client, CloseReason.PORT_CLOSING);
      client.dismiss(lastWord);
    }
  }
}

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
 * Who is connected with a port: those that came, in their places, and those that were dialled.
 * Belongs to the port's event loop, save where it says otherwise.
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

  /** All of them, those that were dialled first. */
  List<ClientChannel> all() {
    return Stream.concat(connbacks.clients().stream(), places.clients().stream()).toList();
  }

  boolean has(ClientChannel client) {
    return all().contains(client);
  }

  boolean isEmpty() {
    return places.isEmpty() && connbacks.clients().isEmpty();
  }

  /** Whether any has come, not only been dialled. */
  boolean haveCome() {
    return !places.isEmpty();
  }

  /** Keeps a place for one that is about to come; false when none is free. Any thread may ask. */
  synchronized boolean reserve() {
    if (reserved >= places.free()) {
      return false;
    }
    reserved++;
    return true;
  }

  /** A place that was kept is taken, or never will be. Any thread may say so. */
  synchronized void giveUpReservation() {
    reserved--;
  }

  /** Gives one that came a place, if so wished another's; false when there is none. */
  boolean take(ClientChannel client) {
    return places.take(client) || takeOver(client);
  }

  /** Frees the place of one that cannot stay after all. */
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

  /** Takes the client's place away; false when it had none. */
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

  /** Sends to all; what becomes of those that do not read is {@link SlowClients}' matter. */
  void send(byte[] bytes) {
    boolean wait = false;
    for (ClientChannel client : all()) {
      wait |= slow.send(client, bytes);
    }
    if (wait) {
      changed.run();
    }
  }

  /** Listens to them, or slows them down. */
  void read(boolean on) {
    all().forEach(client -> client.read(on));
  }

  /** Those that so much waits for that the device should wait too. */
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

  /** Closes all after a last word. */
  void close(byte[] lastWord) {
    for (ClientChannel client : all()) {
      leave(client, CloseReason.PORT_CLOSING);
      client.dismiss(lastWord);
    }
  }
}

package org.evsebridge.bridge.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The places that a connection has for clients. As in ser2net, a new client takes the lowest free
 * place, and the client in the highest place is the one that is kicked. Belongs to one thread.
 *
 * @param <C> a client
 */
final class ClientPlaces<C> {
  private final List<C> places = new ArrayList<>();
  private final int most;
  private volatile int free;

  ClientPlaces(int most) {
    this.most = most;
    this.free = most;
  }

  /** Gives a client the lowest free place; false when there is none. */
  boolean take(C client) {
    int free = places.indexOf(null);
    if (free >= 0) {
      places.set(free, client);
    } else if (places.size() < most) {
      places.add(client);
    } else {
      return false;
    }
    count();
    return true;
  }

  /** Frees the highest place and returns the client that had it; empty when it was free. */
  Optional<C> vacateHighest() {
    if (most == 0 || places.size() < most) {
      return Optional.empty();
    }
    Optional<C> old = Optional.ofNullable(places.set(most - 1, null));
    count();
    return old;
  }

  private void count() {
    free = most - clients().size();
  }

  /** How many places are free. May be called on any thread. */
  int free() {
    return free;
  }

  /** Frees a client's place; false when it had none. */
  boolean leave(C client) {
    int place = places.indexOf(client);
    if (place < 0) {
      return false;
    }
    places.set(place, null);
    count();
    return true;
  }

  /** The clients, from the lowest place to the highest. */
  List<C> clients() {
    return places.stream().filter(Objects::nonNull).toList();
  }

  boolean isEmpty() {
    return places.stream().allMatch(Objects::isNull);
  }
}

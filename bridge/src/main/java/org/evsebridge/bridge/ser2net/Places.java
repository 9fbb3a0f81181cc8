package org.evsebridge.bridge.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The places that a connection has for clients. A new one takes the lowest free place; the one in
 * the highest is the one to give way, as in the real ser2net. Not thread-safe.
 *
 * @param <C> a client
 */
final class Places<C> {
  private final List<C> places = new ArrayList<>();
  private final int most;

  Places(int most) {
    this.most = most;
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
    return true;
  }

  /** Frees the highest place of all and says who had it; empty when it was free. */
  Optional<C> vacateHighest() {
    return places.size() < most
        ? Optional.empty()
        : Optional.ofNullable(places.set(most - 1, null));
  }

  /** Frees a client's place; false when it had none. */
  boolean leave(C client) {
    int place = places.indexOf(client);
    if (place < 0) {
      return false;
    }
    places.set(place, null);
    return true;
  }

  boolean has(C client) {
    return places.contains(client);
  }

  /** Who is there, from the lowest place to the highest. */
  List<C> clients() {
    return places.stream().filter(Objects::nonNull).toList();
  }

  boolean isEmpty() {
    return places.stream().allMatch(Objects::isNull);
  }
}

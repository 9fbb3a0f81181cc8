package org.evsebridge.bridge.ser2net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.evsebridge.bridge.net.ClientChannel;

/**
 * How long each client has done nothing, counted as ser2net does: a look every second from the
 * opening of the device on, so that a time-out of 2 s ends a client at the third look. Not
 * thread-safe.
 */
final class Idleness {
  private final Map<ClientChannel, Rest> rests = new IdentityHashMap<>();
  private final ToLongFunction<ClientChannel> activity;

  /** What is left of a client's time, and what it had done at the last look. */
  private record Rest(long seconds, long activity) {}

  /**
   * @param activity a number that changes whenever the client does something that counts
   */
  Idleness(ToLongFunction<ClientChannel> activity) {
    this.activity = activity;
  }

  /**
   * A second has passed.
   *
   * @param clients those that are there
   * @param timeout how long a client may be idle; zero for ever
   * @return those that have been idle for too long
   */
  List<ClientChannel> tick(List<ClientChannel> clients, Function<ClientChannel, Duration> timeout) {
    rests.keySet().retainAll(clients);
    List<ClientChannel> over = new ArrayList<>();
    for (ClientChannel client : clients) {
      long most = timeout.apply(client).toSeconds();
      Rest before = rests.get(client);
      boolean active = before == null || before.activity() != activity.applyAsLong(client);
      Rest rest = new Rest((active ? most : before.seconds()) - 1, activity.applyAsLong(client));
      rests.put(client, rest);
      if (most > 0 && rest.seconds() < 0) {
        over.add(client);
      }
    }
    return over;
  }
}

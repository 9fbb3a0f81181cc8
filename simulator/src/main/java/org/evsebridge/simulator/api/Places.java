package org.evsebridge.simulator.api;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections there may be at a time. When all places are taken, the caller gives his up who
 * has kept us waiting for a whole request longest: callers who say little or nothing keep nobody
 * out. On the one event loop of the control API only.
 */
final class Places {
  private final int most;
  private final Set<Channel> taken = new HashSet<>();

  /** Those from whom a whole request is still to come, the longest waited for first. */
  private final Set<Channel> awaited = new LinkedHashSet<>();

  Places(int most) {
    this.most = most;
  }

  /** Gives a new connection a place; closes it when every other one is being answered. */
  void take(Channel caller) {
    if (taken.size() >= most && !awaited.isEmpty()) {
      Channel longest = awaited.iterator().next();
      leave(longest);
      longest.close();
    }
    if (taken.size() >= most) {
      caller.close();
      return;
    }
    taken.add(caller);
    awaited.add(caller);
    caller.closeFuture().addListener(closed -> leave(caller));
  }

  private void leave(Channel caller) {
    taken.remove(caller);
    awaited.remove(caller);
  }

  /** A caller's request is all there. */
  void answers(Channel caller) {
    awaited.remove(caller);
  }

  /** A caller has been answered, the next is his to say. */
  void awaits(Channel caller) {
    if (taken.contains(caller)) {
      awaited.add(caller);
    }
  }
}

package org.evsebridge.bridge.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The least room that the telegrams of the last while had for a module. It is known only when the
 * telegrams reach back that far and are three at least.
 */
final class RoomWindow {
  private static final int LEAST_TELEGRAMS = 3;

  private record Entry(long at, int room) {}

  private final long length;
  private final Deque<Entry> entries = new ArrayDeque<>();

  /**
   * @param length how far back, in milliseconds
   */
  RoomWindow(long length) {
    this.length = length;
  }

  void add(long now, int room) {
    entries.addLast(new Entry(now, room));
    // One entry that is older than the window stays: it shows that the window is covered.
    while (entries.size() > 1 && second().at <= now - length) {
      entries.removeFirst();
    }
  }

  private Entry second() {
    var all = entries.iterator();
    all.next();
    return all.next();
  }

  void forget() {
    entries.clear();
  }

  /** The least room of the window, in amperes; nothing when it is not covered yet. */
  int least(long now) {
    if (entries.size() < LEAST_TELEGRAMS || entries.peekFirst().at > now - length) {
      return 0;
    }
    int least = Integer.MAX_VALUE;
    for (Entry entry : entries) {
      least = Math.min(least, entry.room);
    }
    return least;
  }
}

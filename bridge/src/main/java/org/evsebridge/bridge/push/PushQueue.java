package org.evsebridge.bridge.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.evsebridge.bridge.p1.Telegram;

/** Telegrams that are still to be sent, oldest first. Not thread-safe. */
final class PushQueue {
  private final int bound;
  private final Deque<Telegram> waiting = new ArrayDeque<>();

  PushQueue(int bound) {
    this.bound = bound;
  }

  /**
   * Takes one.
   *
   * @return whether the oldest was given up for it
   */
  boolean add(Telegram telegram) {
    waiting.addLast(telegram);
    return waiting.size() > bound && waiting.removeFirst() != null;
  }

  Optional<Telegram> first() {
    return Optional.ofNullable(waiting.peekFirst());
  }

  /** One that was the first is sent, or given up; it may have been given up meanwhile. */
  void remove(Telegram telegram) {
    if (waiting.peekFirst() == telegram) {
      waiting.removeFirst();
    }
  }
}

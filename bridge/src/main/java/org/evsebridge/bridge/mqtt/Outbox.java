package org.evsebridge.bridge.mqtt;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the broker is to be told: of each topic the newest, however long the broker is away or takes
 * its time. So it holds no more than there are topics. Not thread-safe.
 */
final class Outbox {
  /** So many may be on their way at once: enough for a broker far away. */
  static final int WINDOW = 16;

  private final Map<String, String> newest = new LinkedHashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private int underWay;

  /** What goes out next. */
  record Message(String topic, String payload) {}

  /** Takes a value; nothing is told where it is the one that was. */
  void put(String topic, String payload) {
    if (!payload.equals(newest.put(topic, payload))) {
      waiting.add(topic);
    }
  }

  /** A topic is told once more though nothing has changed. */
  void repeat(String topic) {
    if (newest.containsKey(topic)) {
      waiting.add(topic);
    }
  }

  /** A new connection: nothing is under way, and what the broker still knows is not known. */
  void begin() {
    underWay = 0;
    waiting.addAll(newest.keySet());
  }

  /** Takes what goes out now; empty when nothing waits, or enough is under way. */
  Optional<Message> next() {
    if (underWay >= WINDOW || waiting.isEmpty()) {
      return Optional.empty();
    }
    String topic = waiting.iterator().next();
    waiting.remove(topic);
    underWay++;
    return Optional.of(new Message(topic, newest.get(topic)));
  }

  /** The broker has one more. */
  void taken() {
    underWay = Math.max(0, underWay - 1);
  }

  /** Whether the broker owes an answer. */
  boolean isOwed() {
    return underWay > 0;
  }

  /** Whether nothing waits and nothing is under way. */
  boolean isDone() {
    return underWay == 0 && waiting.isEmpty();
  }

  /** How many topics wait. */
  int size() {
    return waiting.size();
  }
}

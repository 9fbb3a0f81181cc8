package org.evsebridge.bridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Keeps the answers of a connection in the order of its requests, which RTU has no other way to
 * tell apart. Not thread-safe.
 */
final class AnswerOrder {
  private final Queue<Integer> asked = new ArrayDeque<>();
  private final Map<Integer, byte[]> early = new HashMap<>();

  /** A request came. */
  void asked(int number) {
    asked.add(number);
  }

  /**
   * A request was answered.
   *
   * @param bytes empty when there is nothing to say
   * @return what is to be written now, in order
   */
  List<byte[]> answered(int number, byte[] bytes) {
    List<byte[]> ready = new ArrayList<>();
    early.put(number, bytes);
    while (!asked.isEmpty() && early.containsKey(asked.peek())) {
      byte[] next = early.remove(asked.remove());
      if (next.length > 0) {
        ready.add(next);
      }
    }
    return ready;
  }

  /** Nobody waits any more for what was asked so far. */
  void forget() {
    asked.clear();
    early.clear();
  }
}

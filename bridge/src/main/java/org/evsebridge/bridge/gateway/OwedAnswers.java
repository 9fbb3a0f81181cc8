package org.evsebridge.bridge.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Answers that are still owed after a time-out. A read answer names no address, and an exception
 * not even a count: until the late answer can no longer come, no request goes out that it would
 * fit. Not thread-safe.
 */
final class OwedAnswers {
  private final Map<Shape, Long> until = new HashMap<>();

  /** Requests whose answers, exceptions among them, cannot be told apart. */
  private record Shape(int unit, int function) {
    static Shape of(Request request) {
      return new Shape(request.adu().unit(), request.adu().pdu().function());
    }
  }

  /** Holds back everything that the answer to this request would fit. */
  void owe(Request unanswered, long moment) {
    until.put(Shape.of(unanswered), moment);
  }

  /** Forgets what can no longer come. */
  void pass(long now) {
    if (!until.isEmpty()) {
      until.values().removeIf(moment -> now - moment >= 0);
    }
  }

  boolean holds(Request request) {
    return !until.isEmpty() && until.containsKey(Shape.of(request));
  }

  /** Until when a request is held back; empty when it may go. */
  OptionalLong freeAt(Request request) {
    Long moment = until.isEmpty() ? null : until.get(Shape.of(request));
    return moment == null ? OptionalLong.empty() : OptionalLong.of(moment);
  }
}

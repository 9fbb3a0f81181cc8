package org.evsebridge.bridge.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * The last answers to reads. Bounded: beyond {@link #BOUND} different reads the eldest goes. Not
 * thread-safe.
 */
final class ReadCache {
  static final int BOUND = 1000;

  private final Map<ReadSpan, Kept> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ReadSpan, ReadCache.Kept> eldest) {
          return size() > BOUND;
        }
      };

  private record Kept(Pdu answer, long asked) {}

  /**
   * Keeps an answer.
   *
   * @param asked when the question went out: the answer is no younger than that
   */
  void put(ReadSpan read, Pdu answer, long asked) {
    answers.remove(read);
    answers.put(read, new Kept(answer, asked));
  }

  /** The answer to a read, if it is not older than an age. */
  Optional<Pdu> get(ReadSpan read, long maxAge, long now) {
    Kept entry = answers.get(read);
    return entry != null && now - entry.asked <= maxAge
        ? Optional.of(entry.answer)
        : Optional.empty();
  }

  boolean isEmpty() {
    return answers.isEmpty();
  }

  void clear() {
    answers.clear();
  }
}

package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what is wrong with the parts of a text, so that every fault is reported. Not
 * thread-safe.
 */
final class Ser2netFaults {
  private final List<String> reasons = new ArrayList<>();

  /** Reads a part. */
  interface PartReader<T> {
    T read() throws Ser2netFault;
  }

  /** Looks at a part. */
  interface PartCheck {
    void check() throws Ser2netFault;
  }

  /** What a part says; empty when it is faulty. */
  <T> Optional<T> in(PartReader<T> part) {
    try {
      return Optional.of(part.read());
    } catch (Ser2netFault e) {
      reasons.addAll(e.reasons());
      return Optional.empty();
    }
  }

  void check(PartCheck part) {
    in(
        () -> {
          part.check();
          return true;
        });
  }

  void add(String reason) {
    reasons.add(reason);
  }

  /**
   * @throws Ser2netFault with all of them, if there are any
   */
  void throwIfAny() throws Ser2netFault {
    if (!reasons.isEmpty()) {
      throw new Ser2netFault(reasons);
    }
  }
}

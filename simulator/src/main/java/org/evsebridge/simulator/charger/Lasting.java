package org.evsebridge.simulator.charger;

import java.time.Duration;

/** A value that changes now and then, and for how long it has been what it is. */
final class Lasting<T> {
  private T value;
  private long lastedNanos;

  Lasting(T first) {
    value = first;
  }

  T value() {
    return value;
  }

  Duration lasted() {
    return Duration.ofNanos(lastedNanos);
  }

  void pass(Duration step) {
    lastedNanos += step.toNanos();
  }

  /** Gives it another value; the same one goes on lasting. */
  void become(T next) {
    if (next != value && !next.equals(value)) { // in each step, mostly the same
      value = next;
      lastedNanos = 0;
    }
  }
}

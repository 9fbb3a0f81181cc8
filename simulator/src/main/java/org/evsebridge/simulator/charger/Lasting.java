package org.evsebridge.simulator.charger;

import java.time.Duration;

/** A value that changes now and then, and for how long it has been what it is. */
final class Lasting<T> {
  private T value;
  private Duration lasted = Duration.ZERO;

  Lasting(T first) {
    value = first;
  }

  T value() {
    return value;
  }

  Duration lasted() {
    return lasted;
  }

  void pass(Duration step) {
    lasted = lasted.plus(step);
  }

  /** Gives it another value; the same one goes on lasting. */
  void become(T next) {
    if (!next.equals(value)) {
      value = next;
      lasted = Duration.ZERO;
    }
  }
}

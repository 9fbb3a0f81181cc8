package org.evsebridge.bridge.guard;

import java.util.Optional;

/**
 * What the clients of a module wish: what was written last. Less counts at once, whatever becomes
 * of the write: the guard repeats it until the module has heard it. More counts for good only when
 * the module has confirmed the write, as the client that gets no answer takes its wish for failed.
 */
final class Wishes {
  /** A line waits for an answer for 1.2 s at most; what is not confirmed then, in ms, was not. */
  static final long CONFIRMED_WITHIN = 2_000;

  private Optional<Wish> last = Optional.empty();

  /** What stands again if the last is not confirmed. */
  private Optional<Wish> before = Optional.empty();

  private boolean isOpen;

  /** What counts now. */
  Optional<Wish> last() {
    return last;
  }

  /**
   * The same in amperes: 0 without any. One for more, whose high half ends before it is confirmed,
   * takes nothing away from what was wished before.
   */
  int amperes(long now) {
    int wished = amperes(last, now);
    return isOpen ? Math.max(wished, amperes(before, now)) : wished;
  }

  private static int amperes(Optional<Wish> wish, long now) {
    return wish.map(one -> one.amperes(now)).orElse(0);
  }

  /** A client's write goes on the line. */
  void asked(Wish wish) {
    if (!isOpen) {
      before = last;
    }
    isOpen = before.map(one -> wish.amperes(wish.at()) > one.amperes(wish.at())).orElse(true);
    last = Optional.of(wish);
  }

  /** The module has taken the last. */
  void confirmed() {
    isOpen = false;
  }

  /** The module has refused the last. */
  void refused() {
    if (isOpen) {
      last = before;
      isOpen = false;
    }
  }

  /** Lets time pass. */
  void step(long now) {
    if (isOpen && now - last.orElseThrow().at() > CONFIRMED_WITHIN) {
      refused();
    }
  }

  /** What was wished before the guard started. */
  void know(Wish wish) {
    last = Optional.of(wish);
    isOpen = false;
  }
}

package org.evsebridge.bridge.process;

import java.util.BitSet;

/**
 * Says that the program lives when every one of its hearts has beaten since it was last said. A
 * heart is a thread on which the program depends, such as an event loop: it beats itself, so that
 * one that hangs is noticed. Thread-safe; a beat does not block.
 */
public final class Watchdog {
  private final Runnable alive;
  private final BitSet silent = new BitSet();
  private int hearts;

  /**
   * @param alive called on the thread of the last heart to beat
   */
  public Watchdog(Runnable alive) {
    this.alive = alive;
  }

  /** Adds a heart; the answer is its beat. */
  public synchronized Runnable heart() {
    int heart = hearts++;
    silent.set(heart);
    return () -> beat(heart);
  }

  private void beat(int heart) {
    boolean all;
    synchronized (this) {
      silent.clear(heart);
      all = silent.isEmpty();
      if (all) {
        silent.set(0, hearts);
      }
    }
    if (all) {
      alive.run();
    }
  }
}

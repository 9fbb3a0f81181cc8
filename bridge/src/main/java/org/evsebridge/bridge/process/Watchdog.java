package org.evsebridge.bridge.process;

import java.util.BitSet;

/**
 * Reports that the program is alive once every heart has beaten since the last report. A heart is a
 * thread on which the program depends, such as an event loop: each beats by itself, so that a
 * thread that hangs is noticed. Thread-safe; a beat does not block.
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

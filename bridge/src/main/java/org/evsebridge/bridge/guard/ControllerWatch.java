package org.evsebridge.bridge.guard;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardSettings.ControllerSilence;

/**
 * Whether somebody still steers a module. evcc writes only what changes, but reads at each of its
 * intervals; so signs of life are writes of 0x0201 and reads of 0x0102 or 0x0103 by a client that
 * has written 0x0201.
 */
final class ControllerWatch {
  private static final long LEAST_SILENCE = ControllerSilence.LEAST.toMillis();
  private static final long MOST_SILENCE = ControllerSilence.MOST.toMillis();
  private static final int GAPS = 3;

  private final boolean learns;
  private long silentAfter;
  private long last;
  private boolean seen;

  /**
   * @param after how long is silent; empty for three times the longest gap seen
   */
  ControllerWatch(Optional<Duration> after) {
    this.learns = after.isEmpty();
    this.silentAfter = after.map(Duration::toMillis).orElse(LEAST_SILENCE);
  }

  void alive(long now) {
    if (learns && seen && now - last <= MOST_SILENCE) {
      silentAfter = Math.max(silentAfter, Math.min(MOST_SILENCE, GAPS * (now - last)));
    }
    last = now;
    seen = true;
  }

  /** Whether one steered once and does no longer. Nobody at all is not silent: it is nobody. */
  boolean isSilent(long now) {
    return seen && now - last > silentAfter;
  }
}

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

  private final Optional<Duration> after;
  private long last;
  private long longestGap;
  private boolean seen;

  /**
   * @param after how long is silent; empty for three times the longest gap seen
   */
  ControllerWatch(Optional<Duration> after) {
    this.after = after;
  }

  void alive(long now) {
    if (seen && now - last <= MOST_SILENCE) {
      longestGap = Math.max(longestGap, now - last);
    }
    last = now;
    seen = true;
  }

  private long silentAfter() {
    return after
        .map(Duration::toMillis)
        .orElse(Math.max(LEAST_SILENCE, Math.min(MOST_SILENCE, GAPS * longestGap)));
  }

  /** Whether one steered once and does no longer. Nobody at all is not silent: it is nobody. */
  boolean isSilent(long now) {
    return seen && now - last > silentAfter();
  }
}

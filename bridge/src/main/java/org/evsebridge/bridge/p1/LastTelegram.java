package org.evsebridge.bridge.p1;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Remembers the last telegram for clients that come between two. Not thread-safe. */
final class LastTelegram {
  /** No meter sends more often; two that come at once were held up on their way. */
  private static final long SHORTEST_CYCLE = TimeUnit.SECONDS.toNanos(1);

  /** DSMR meters send at least this often; also what a meter is taken for before its second. */
  private static final long LONGEST_CYCLE = TimeUnit.SECONDS.toNanos(10);

  private final int cycles;
  private byte[] telegram;
  private long at;
  private long cycle = LONGEST_CYCLE;

  /**
   * @param cycles how many of the meter's cycles a telegram stays fresh
   */
  LastTelegram(int cycles) {
    this.cycles = cycles;
  }

  void set(byte[] telegram, long nanoTime) {
    if (this.telegram != null) {
      cycle = Math.max(SHORTEST_CYCLE, Math.min(LONGEST_CYCLE, nanoTime - at));
    }
    this.telegram = telegram;
    this.at = nanoTime;
  }

  Optional<byte[]> ifFresh(long nanoTime) {
    return telegram != null && nanoTime - at < cycles * cycle
        ? Optional.of(telegram)
        : Optional.empty();
  }
}

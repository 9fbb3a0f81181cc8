package org.evsebridge.bridge.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether the meter still speaks: silent is who has sent no telegram for 5 s and for 2.5 of its own
 * intervals. The interval is learnt from the last gaps and counts as 10 s until then.
 */
public final class MeterWatch {
  /** No meter is silent before this, in milliseconds. */
  private static final long LEAST_SILENCE = 5_000;

  /** DSMR meters before version 5 send every ten seconds. */
  private static final long LONGEST_INTERVAL = 10_000;

  private static final double INTERVALS = 2.5;
  private static final int GAPS = 5;
  private static final int GAPS_TO_KNOW = 3;

  private final Deque<Long> gaps = new ArrayDeque<>();
  private long last;
  private boolean heard;
  private long silentAfter = silentAfter(LONGEST_INTERVAL);

  /** A telegram has come. */
  public void heard(long now) {
    if (heard) {
      gaps.addLast(now - last);
      if (gaps.size() > GAPS) {
        gaps.removeFirst();
      }
      silentAfter = silentAfter(interval());
    }
    last = now;
    heard = true;
  }

  /** What came before counts no longer; the interval stays known. */
  void forget() {
    heard = false;
  }

  /** The meter's interval in milliseconds: the median of the last gaps, 10 s at most. */
  private long interval() {
    if (gaps.size() < GAPS_TO_KNOW) {
      return LONGEST_INTERVAL;
    }
    long median = gaps.stream().sorted().skip(gaps.size() / 2).findFirst().orElseThrow();
    return Math.min(LONGEST_INTERVAL, median);
  }

  private static long silentAfter(long interval) {
    return Math.max(LEAST_SILENCE, (long) (INTERVALS * interval));
  }

  /** How long after a telegram the meter counts as silent, in milliseconds. */
  public long silentAfter() {
    return silentAfter;
  }

  /** Whether the last telegram is too old to stand for the house as it is now, or there is none. */
  public boolean isSilent(long now) {
    return !heard || now - last > silentAfter;
  }
}

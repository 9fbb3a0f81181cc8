package org.evsebridge.bridge.gateway;

/**
 * How many durations fell into which range; four ranges for each doubling, from 1 µs to over an
 * hour. Not thread-safe.
 */
final class Histogram {
  private static final int PER_DOUBLING = 4;
  private static final int SIZE = 32 * PER_DOUBLING;
  private static final double MICRO = 1_000;

  private final long[] counts = new long[SIZE];
  private long total;

  void add(long nanos) {
    counts[index(nanos)]++;
    total++;
  }

  private static int index(long nanos) {
    double doublings = Math.log(Math.max(nanos / MICRO, 1)) / Math.log(2);
    return Math.min((int) (doublings * PER_DOUBLING), SIZE - 1);
  }

  /**
   * The upper end of the range that a share of the durations does not exceed, in nanoseconds; 0
   * without any.
   *
   * @param share such as 0.99
   */
  long quantile(double share) {
    long needed = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < SIZE && total > 0; i++) {
      seen += counts[i];
      if (seen >= needed) {
        return Math.round(MICRO * Math.pow(2, (i + 1.0) / PER_DOUBLING));
      }
    }
    return 0;
  }
}

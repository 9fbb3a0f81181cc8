package org.evsebridge.bridge.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An hour of values, one each five seconds: the mean of what came meanwhile. Takes up what it takes
 * up from its start on. Belongs to one event loop.
 */
final class History {
  /** In milliseconds. */
  static final long STEP = 5_000;

  static final int STEPS = 720;

  private final double[][] kept = new double[Series.values().length][STEPS];
  private final double[] sums = new double[Series.values().length];
  private final int[] counts = new int[Series.values().length];
  private int next;
  private int filled;

  /** What is kept. */
  enum Series {
    /** From the grid, negative to it. */
    WATTS,
    L1_AMPERES,
    L2_AMPERES,
    L3_AMPERES,
    /** What the cars take, each on the phase that carries most of it. */
    CAR_AMPERES;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  History() {
    for (double[] series : kept) {
      Arrays.fill(series, Double.NaN);
    }
  }

  /** Something was measured in this step. */
  void add(Series series, OptionalDouble value) {
    if (value.isPresent()) {
      sums[series.ordinal()] += value.getAsDouble();
      counts[series.ordinal()]++;
    }
  }

  /** A step is over: to be called each five seconds. */
  void step() {
    for (int i = 0; i < sums.length; i++) {
      kept[i][next] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
      sums[i] = 0;
      counts[i] = 0;
    }
    next = (next + 1) % STEPS;
    filled = Math.min(STEPS, filled + 1);
  }

  /**
   * All that is kept, the eldest first; null where nothing was measured.
   *
   * @param now in milliseconds since 1970, when the last step was over
   */
  Map<String, Object> view(long now) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("step_seconds", STEP / 1_000);
    view.put("end_seconds", now / 1_000);
    for (Series series : Series.values()) {
      Double[] values = new Double[filled];
      for (int i = 0; i < filled; i++) {
        double value = kept[series.ordinal()][(next - filled + i + STEPS) % STEPS];
        values[i] = Double.isNaN(value) ? null : Math.round(100 * value) / 100.0;
      }
      view.put(series.key(), Arrays.asList(values));
    }
    return view;
  }
}

package org.evsebridge.simulator.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot.
 *
 * @param from the value at its beginning
 * @param to the value at its end, more than {@code from}
 * @param step between two ticks
 */
record Axis(double from, double to, double step) {
  /** In seconds. */
  static final int DAY = 86_400;

  private static final double[] NICE = {1, 2, 5, 10};

  /** What ticks of a time axis may be apart, in seconds. */
  private static final double[] TIMES = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, DAY,
    2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY
  };

  /** An axis of values with about so many ticks, from and to a tick. */
  static Axis ofValues(double least, double greatest, int ticks) {
    double low = Math.min(0, least);
    double high = greatest > low ? greatest : low + 1;
    double rough = (high - low) / ticks;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = decade * NICE[NICE.length - 1];
    for (int i = NICE.length - 1; i >= 0; i--) {
      step = NICE[i] * decade >= rough ? NICE[i] * decade : step;
    }
    return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
  }

  /** An axis of the seconds of a day, with about so many ticks at round times. */
  static Axis ofTime(double fromSecond, double seconds, int ticks) {
    double length = Math.max(1, seconds);
    double step = TIMES[TIMES.length - 1];
    for (int i = TIMES.length - 1; i >= 0; i--) {
      step = TIMES[i] * ticks >= length ? TIMES[i] : step;
    }
    return new Axis(fromSecond, fromSecond + length, step);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(from / step) * step; tick <= to + step / 1e6; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  /** Where a value is: 0 at the beginning, 1 at the end. */
  double part(double value) {
    return (value - from) / (to - from);
  }
}

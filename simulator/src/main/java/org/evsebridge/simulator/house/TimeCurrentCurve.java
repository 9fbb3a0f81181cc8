package org.evsebridge.simulator.house;

import java.util.List;

/**
 * How long a main fuse carries how much: the points of its time-current curve, the mean one or the
 * lower gate of its standard, as multiples of the rated current. All of it is assumed: a real one
 * may lie anywhere within its standard's gates (IEC 60898-1 for the breakers, IEC 60269 for gG).
 */
public enum TimeCurrentCurve {
  /** A breaker whose magnetic part trips at 4 times its rated current. */
  B(1.13, List.of(new Point(1.45, 3600), new Point(2.55, 30), new Point(4, 0.1))),

  /** The same thermal part; the magnetic one trips at 8 times. */
  C(1.13, List.of(new Point(1.45, 3600), new Point(2.55, 30), new Point(8, 0.1))),

  /** The cartridge that seals most Dutch connections. */
  GG(
      1.25,
      List.of(
          new Point(1.6, 3600),
          new Point(3, 10),
          new Point(3.4, 5),
          new Point(4.7, 0.1),
          new Point(10, 0.005))),

  /** The weakest B breaker that its standard allows. */
  B_LOWEST(1.13, List.of(new Point(1.13, 3600), new Point(2.55, 1), new Point(3, 0.1))),

  /** The weakest C breaker that its standard allows. */
  C_LOWEST(1.13, List.of(new Point(1.13, 3600), new Point(2.55, 1), new Point(5, 0.1))),

  /** The weakest gG cartridge that its standard allows. */
  GG_LOWEST(1.25, List.of(new Point(1.25, 3600), new Point(2.08, 10), new Point(3.4, 0.1)));

  private record Point(double multiple, double seconds) {}

  private final double carries;
  private final List<Point> points;

  TimeCurrentCurve(double carries, List<Point> points) {
    this.carries = carries;
    this.points = points;
  }

  /**
   * How long it carries a current that does not change, in seconds: for ever up to a threshold, the
   * last point's time beyond the last point, between the points (and before the first) along a
   * straight line in both logarithms.
   *
   * @param multiple of the rated current
   */
  public double seconds(double multiple) {
    if (multiple <= carries) {
      return Double.POSITIVE_INFINITY;
    }
    Point last = points.get(points.size() - 1);
    if (multiple >= last.multiple) {
      return last.seconds;
    }
    int upper = 1;
    while (points.get(upper).multiple < multiple) {
      upper++;
    }
    return between(points.get(upper - 1), points.get(upper), multiple);
  }

  private static double between(Point a, Point b, double multiple) {
    double along = Math.log(multiple / a.multiple) / Math.log(b.multiple / a.multiple);
    return a.seconds * Math.pow(b.seconds / a.seconds, along);
  }
}

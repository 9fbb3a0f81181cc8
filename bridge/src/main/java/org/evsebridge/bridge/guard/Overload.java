package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.config.guard.FuseKind;

/**
 * How much of the time that an overload of one phase may last is used up. Without overload it
 * decays.
 */
final class Overload {
  private static final double DECAY_MILLIS = 600_000;

  /**
   * So long, in all, a phase may carry more than is tolerated at all: a single telegram of it stops
   * nobody, but many do, also where each next one shows less.
   */
  private static final double BEYOND_MILLIS = 40_000;

  private final FuseKind kind;
  private final double rated;
  private double used;
  private int beyond;

  Overload(FuseKind kind, double rated) {
    this.kind = kind;
    this.rated = rated;
  }

  /**
   * A telegram shows what the phase would carry with every car at what it keeps.
   *
   * @param millis since the telegram before
   */
  void carries(double amperes, long millis) {
    double tolerated = kind.toleratedMillis(amperes / rated);
    beyond = tolerated == 0 ? beyond + 1 : 0;
    used =
        Double.isInfinite(tolerated)
            ? used * Math.exp(-millis / DECAY_MILLIS)
            : Math.min(1, used + millis / Math.max(tolerated, BEYOND_MILLIS));
  }

  /** Whether a car must be stopped: the time is used up, or two telegrams running are beyond it. */
  boolean isOver() {
    return used >= 1 || beyond >= 2;
  }

  /** What the phase may carry so that it is over no longer, in amperes. */
  double target() {
    return used >= 1 ? rated : FuseKind.MODERATE * rated;
  }
}

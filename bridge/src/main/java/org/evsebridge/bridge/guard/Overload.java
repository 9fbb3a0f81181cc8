package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.config.guard.FuseKind;

/**
 * How much of the time that an overload of one phase may last is used up. Without overload it
 * decays.
 */
final class Overload {
  private static final double DECAY_MILLIS = 600_000;

  /**
   * What nothing is tolerated of lasts until a second telegram says so too. So that a house that
   * changes with every telegram does not set that back for ever, all of it together lasts so long.
   */
  private static final double BEYOND_MILLIS = 20_000;

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

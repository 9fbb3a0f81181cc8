package org.evsebridge.bridge.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/** What is known of the house: its last telegram, and whether that still stands for it. */
final class HouseView {
  /** Within this, in milliseconds, all has been read that had come while nobody read. */
  private static final long BUFFERS_LAST = 500;

  private final MeterWatch meter = new MeterWatch();
  private PerPhase grid = PerPhase.ZERO;
  private String unusable = "";
  private long began;
  private long at;
  private boolean everSaw;
  private long countsFrom = Long.MIN_VALUE;

  /**
   * A telegram that counts.
   *
   * @param grid what it shows, in amperes
   * @param since when the telegram before began: what it shows is a mean over the time since, at
   *     the worst
   * @param passed since the telegram before came, in milliseconds; 0 for the first
   */
  record Sight(PerPhase grid, long since, long passed) {}

  /** A telegram has come whole; empty when nothing can be known from it. */
  Optional<Sight> take(GridReading reading, long telegramBegan, long now) {
    if (telegramBegan < countsFrom) {
      return Optional.empty(); // it lay in a buffer while the guard did not run
    }
    unusable = reading.why();
    if (!reading.isUsable()) {
      return Optional.empty();
    }
    Sight sight = new Sight(reading.amperes(), began, everSaw ? now - at : 0);
    meter.heard(now);
    grid = reading.amperes();
    began = telegramBegan;
    at = now;
    everSaw = true;
    return Optional.of(sight);
  }

  /** The guard has not run until now: what came meanwhile says nothing of the house as it is. */
  void missed(long now) {
    meter.forget();
    countsFrom = now + BUFFERS_LAST;
  }

  /** Whether nothing is known of the house as it is now. */
  boolean isBlind(long now) {
    return !unusable.isEmpty() || meter.isSilent(now);
  }

  /** Whether that is so because the meter has not said anything yet. */
  boolean isBeforeTheFirst() {
    return !everSaw && unusable.isEmpty();
  }

  /** Why nothing is known, for a person. */
  String whyBlind(long now) {
    return unusable.isEmpty() ? "the meter is silent since " + (now - at) / 1000 + " s" : unusable;
  }

  PerPhase grid() {
    return grid;
  }

  /** How long ago the last usable telegram came, in milliseconds; empty before the first. */
  OptionalLong age(long now) {
    return everSaw ? OptionalLong.of(now - at) : OptionalLong.empty();
  }

  /** The phase that carries most, for a person. */
  String fullest(int fuse) {
    Phase fullest = Phase.L1;
    for (Phase phase : Phase.values()) {
      if (grid.get(phase) > grid.get(fullest)) {
        fullest = phase;
      }
    }
    return String.format(Locale.ROOT, "%s %.1f A of %d A", fullest, grid.get(fullest), fuse);
  }
}

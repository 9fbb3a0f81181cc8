package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * Counts what the voltage does: sags, swells and failures per phase. EN 50160 puts a sag below 90 %
 * and a swell above 110 % of 230 V, a failure below 5 %; one longer than three minutes is long
 * (assumed for these meters).
 */
final class PowerQuality {
  private static final Duration LONG_FAILURE = Duration.ofMinutes(3);

  /** What a phase's voltage is like. */
  private enum Level {
    DEAD,
    SAG,
    NORMAL,
    SWELL;

    static Level of(double volts) {
      if (volts < 0.05 * Phase.NOMINAL_VOLTS) {
        return DEAD;
      }
      if (volts < 0.9 * Phase.NOMINAL_VOLTS) {
        return SAG;
      }
      return volts > 1.1 * Phase.NOMINAL_VOLTS ? SWELL : NORMAL;
    }
  }

  /**
   * A long failure, as 1-0:99.97.0 shows it.
   *
   * @param end when the power came back
   */
  record Failure(Instant end, Duration lasted) {}

  private final Map<Phase, Level> levels = new EnumMap<>(Phase.class);
  private final Map<Phase, Integer> sags = new EnumMap<>(Phase.class);
  private final Map<Phase, Integer> swells = new EnumMap<>(Phase.class);
  private final Deque<Failure> log = new ArrayDeque<>();
  private Instant failedSince;
  private PerPhase observed; // null until the first step
  private boolean dark;
  private int failures;
  private int longFailures;

  /**
   * @param start when the simulation starts, up to when the history goes
   */
  PowerQuality(MeterHistory history, Instant start) {
    for (Phase phase : Phase.values()) {
      levels.put(phase, Level.NORMAL);
      sags.put(phase, of(phase, history.sags()));
      swells.put(phase, of(phase, history.swells()));
    }
    for (MeterHistory.PastFailure past : history.log()) {
      log.addLast(new Failure(start.minus(past.ago()), past.lasted()));
    }
    failures = history.failures() + log.size();
    longFailures = history.longFailures() + log.size();
  }

  private static int of(Phase phase, List<Integer> counts) {
    return phase.ordinal() < counts.size() ? counts.get(phase.ordinal()) : 0;
  }

  void observe(PerPhase volts, List<Phase> phases, Instant now) {
    if (volts.equals(observed)) {
      return;
    }
    observed = volts;
    boolean anyDead = false;
    dark = true;
    for (Phase phase : phases) {
      Level level = Level.of(volts.get(phase));
      anyDead |= level == Level.DEAD;
      dark &= level == Level.DEAD;
      if (levels.put(phase, level) != level) {
        if (level == Level.SAG) {
          sags.merge(phase, 1, Integer::sum);
        } else if (level == Level.SWELL) {
          swells.merge(phase, 1, Integer::sum);
        }
      }
    }
    if (anyDead && failedSince == null) {
      failedSince = now;
      failures++;
    } else if (!anyDead && failedSince != null) {
      end(now);
    }
  }

  /** The clock has been set: a failure that lasts has lasted as long as before. */
  void clockMoved(Duration by) {
    failedSince = failedSince == null ? null : failedSince.plus(by);
  }

  private void end(Instant now) {
    Duration lasted = Duration.between(failedSince, now);
    failedSince = null;
    if (lasted.compareTo(LONG_FAILURE) > 0) {
      longFailures++;
      log.addFirst(new Failure(now, lasted));
      if (log.size() > MeterHistory.MOST_LOGGED) {
        log.removeLast();
      }
    }
  }

  int sags(Phase phase) {
    return sags.get(phase);
  }

  int swells(Phase phase) {
    return swells.get(phase);
  }

  /** Failures of any phase, short ones included. */
  int failures() {
    return failures;
  }

  int longFailures() {
    return longFailures;
  }

  /** Whether no phase is left to run the meter itself. */
  boolean dark() {
    return dark;
  }

  /** The last long failures, the latest first. */
  Iterable<Failure> log() {
    return log;
  }

  int logged() {
    return log.size();
  }
}

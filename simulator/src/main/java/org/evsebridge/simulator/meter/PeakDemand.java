package org.evsebridge.simulator.meter;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The quarter-hour peaks by which Belgium bills its network: the mean import of each quarter of an
 * hour, the highest of the month, and those of the thirteen months before.
 */
final class PeakDemand {
  private static final int QUARTER_SECONDS = 900;
  private static final double WATT_SECONDS_PER_KW_QUARTER = 1000.0 * QUARTER_SECONDS;

  /**
   * A month's highest quarter.
   *
   * @param at the end of that quarter
   */
  record Peak(Instant at, double kw) {}

  /**
   * A month that is over.
   *
   * @param end midnight when the next month began
   */
  record Month(Instant end, Peak peak) {}

  private final ZoneId zone;
  private final Deque<Month> history = new ArrayDeque<>();
  private Peak ofMonth;
  private long quarter;
  private double importedInQuarter;

  PeakDemand(MeterHistory past, ZoneId zone, Instant start) {
    this.zone = zone;
    this.quarter = quarterOf(start);
    this.ofMonth =
        past.monthPeak() == 0
            ? new Peak(start, 0)
            : new Peak(peakBefore(YearMonth.from(start.atZone(zone)), start), past.monthPeak());
    for (int ago = Math.min(past.peaks().size(), MeterHistory.MOST_PEAKS); ago > 0; ago--) {
      YearMonth month = YearMonth.from(start.atZone(zone)).minusMonths(ago);
      Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
      history.addLast(new Month(end, new Peak(peakBefore(month, end), past.peaks().get(ago - 1))));
    }
  }

  /**
   * The settings give only the heights of earlier peaks; they are dated to an evening of the month.
   */
  private Instant peakBefore(YearMonth month, Instant latest) {
    Instant evening = month.atDay(10).atTime(18, 15).atZone(zone).toInstant();
    Instant begun = Instant.ofEpochSecond(quarterOf(latest) * QUARTER_SECONDS);
    return evening.isAfter(latest) ? begun : evening;
  }

  private static long quarterOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), QUARTER_SECONDS);
  }

  /** Counts what was imported until {@code end}; periods must not reach over a quarter's end. */
  void count(double importedWattSeconds, Instant end) {
    importedInQuarter += importedWattSeconds;
    long now = quarterOf(end);
    if (now != quarter) {
      quarter = now;
      endQuarter(Instant.ofEpochSecond(now * QUARTER_SECONDS));
    }
  }

  private void endQuarter(Instant end) {
    double kw = runningKw();
    importedInQuarter = 0;
    if (kw > ofMonth.kw()) {
      ofMonth = new Peak(end, kw);
    }
    YearMonth month = YearMonth.from(end.atZone(zone));
    if (!month.equals(YearMonth.from(end.minusSeconds(1).atZone(zone)))) {
      history.addLast(new Month(end, ofMonth));
      if (history.size() > MeterHistory.MOST_PEAKS) {
        history.removeFirst();
      }
      ofMonth = new Peak(end, 0);
    }
  }

  /** The clock has been set: a quarter begins anew, and so does the month when it is another. */
  void clockMoved(Instant before, Instant now) {
    quarter = quarterOf(now);
    importedInQuarter = 0;
    if (!YearMonth.from(before.atZone(zone)).equals(YearMonth.from(now.atZone(zone)))) {
      ofMonth = new Peak(now, 0);
    }
  }

  /** 1-0:1.4.0: what this quarter has imported so far, as a mean over the whole quarter, in kW. */
  double runningKw() {
    return importedInQuarter / WATT_SECONDS_PER_KW_QUARTER;
  }

  /** 1-0:1.6.0. */
  Peak ofMonth() {
    return ofMonth;
  }

  /** 0-0:98.1.0, the oldest month first. */
  Iterable<Month> history() {
    return history;
  }

  int monthsKept() {
    return history.size();
  }
}

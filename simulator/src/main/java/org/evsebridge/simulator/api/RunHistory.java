package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station.Models;

/**
 * How the whole run went until now, in as many points at most however long it is: a value each
 * simulated second at first, and of ever longer spans the lowest and the highest, so that no peak
 * is lost. Thread-safe.
 */
final class RunHistory {
  /** How many points there are at most, but for those of the span that has not ended. */
  static final int MOST = 600;

  /** How many values of a row are the house's; the chargers' come after them. */
  private static final int OF_HOUSE = 9;

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final List<Row> points = new ArrayList<>();
  private Duration since = EVERY;
  private long rowsPerSpan = 1;
  private Span span = new Span();

  /** What was at a moment, in the order of {@link #row}. */
  private record Row(long second, float[] values) {}

  /**
   * The run.
   *
   * @param at seconds since 1970, in simulated time
   */
  record HistoryView(
      List<Long> at,
      PhasesView amperes,
      PhasesView volts,
      List<Float> watts,
      List<Float> sunWatts,
      List<Float> batteryWatts,
      List<ChargerHistory> chargers) {}

  /** A value of each phase at each moment. */
  record PhasesView(List<Float> l1, List<Float> l2, List<Float> l3) {}

  /**
   * A charger.
   *
   * @param amperes of its phase that carries most
   */
  record ChargerHistory(String name, List<Float> amperes, List<Float> advertisedAmperes) {}

  /** A step has passed: whether so much has that it is time to look. */
  synchronized boolean isDue(Duration step) {
    since = since.plus(step);
    if (since.compareTo(EVERY) < 0) {
      return false;
    }
    since = Duration.ZERO;
    return true;
  }

  /** Takes note of how everything stands; what was before a clock that has been set back goes. */
  synchronized void note(Models models) {
    Row row = row(models);
    if (!points.isEmpty() && row.second < points.get(points.size() - 1).second) {
      clear();
    }
    span.add(row);
    if (span.rows == rowsPerSpan) {
      points.addAll(span.ends());
      span = new Span();
    }
    if (points.size() >= MOST) {
      merge();
    }
  }

  /** Makes half as many points of them, each span twice as long. */
  private void merge() {
    List<Row> all = List.copyOf(points);
    points.clear();
    for (int i = 0; i < all.size(); i += 4) {
      Span longer = new Span();
      all.subList(i, Math.min(all.size(), i + 4)).forEach(longer::add);
      points.addAll(longer.ends());
    }
    rowsPerSpan = rowsPerSpan == 1 ? 4 : 2 * rowsPerSpan;
  }

  /** Begins anew. */
  synchronized void clear() {
    points.clear();
    span = new Span();
    rowsPerSpan = 1;
  }

  private static Row row(Models models) {
    House house = models.house();
    List<Charger> chargers = models.chargers();
    float[] values = new float[OF_HOUSE + 2 * chargers.size()];
    put(values, 0, house.flow().amperes());
    put(values, 3, house.flow().volts());
    values[6] = rounded(house.flow().watts().sum());
    values[7] = rounded(house.sunWatts());
    values[8] = rounded(house.battery().watts());
    for (int i = 0; i < chargers.size(); i++) {
      values[OF_HOUSE + 2 * i] = rounded(chargers.get(i).current().max());
      values[OF_HOUSE + 1 + 2 * i] = chargers.get(i).module().advertisedAmperes();
    }
    return new Row(models.clock().instant().getEpochSecond(), values);
  }

  private static void put(float[] values, int from, PerPhase value) {
    for (Phase phase : Phase.values()) {
      values[from + phase.ordinal()] = rounded(value.get(phase));
    }
  }

  private static float rounded(double value) {
    return Math.round(value * 10) / 10f;
  }

  /**
   * All of it.
   *
   * @param chargers their names, in their order
   */
  synchronized HistoryView view(List<String> chargers) {
    List<Row> all = new ArrayList<>(points);
    all.addAll(span.ends());
    return new HistoryView(
        all.stream().map(Row::second).toList(),
        phases(all, 0),
        phases(all, 3),
        column(all, 6),
        column(all, 7),
        column(all, 8),
        IntStream.range(0, chargers.size())
            .mapToObj(
                i ->
                    new ChargerHistory(
                        chargers.get(i),
                        column(all, OF_HOUSE + 2 * i),
                        column(all, OF_HOUSE + 1 + 2 * i)))
            .toList());
  }

  private static PhasesView phases(List<Row> rows, int from) {
    return new PhasesView(column(rows, from), column(rows, from + 1), column(rows, from + 2));
  }

  private static List<Float> column(List<Row> rows, int index) {
    return rows.stream().map(row -> row.values[index]).toList();
  }

  /** Some rows in a row: of each value the lowest and the highest, in the order they came. */
  private static final class Span {
    private long rows;
    private long first;
    private long last;
    private float[] lowest;
    private float[] highest;
    private boolean[] lowestCameLast;

    void add(Row row) {
      if (rows == 0) {
        first = row.second;
        lowest = row.values.clone();
        highest = row.values.clone();
        lowestCameLast = new boolean[row.values.length];
      }
      rows++;
      last = row.second;
      for (int i = 0; i < row.values.length; i++) {
        if (row.values[i] < lowest[i]) {
          lowest[i] = row.values[i];
          lowestCameLast[i] = true;
        } else if (row.values[i] > highest[i]) {
          highest[i] = row.values[i];
          lowestCameLast[i] = false;
        }
      }
    }

    /** None, one or two rows that say it all. */
    List<Row> ends() {
      if (rows == 0) {
        return List.of();
      }
      if (first == last) {
        return List.of(new Row(first, highest));
      }
      float[] earlier = lowest.clone();
      float[] later = highest.clone();
      for (int i = 0; i < lowest.length; i++) {
        if (lowestCameLast[i]) {
          earlier[i] = highest[i];
          later[i] = lowest[i];
        }
      }
      return List.of(new Row(first, earlier), new Row(last, later));
    }
  }
}

package org.evsebridge.simulator.price;

import java.time.Duration;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A price over the day, the same each day, in € for a kWh. It holds from its time of day on until
 * the next; before the first one the last of the day before holds.
 */
public final class PriceOfDay {
  private static final Duration DAY = Duration.ofDays(1);

  /** Energy is sold by the quarter of an hour. */
  private static final Duration SLOT = Duration.ofMinutes(15);

  private static final int SLOT_SECONDS = (int) SLOT.toSeconds();
  private static final int SLOTS = (int) DAY.dividedBy(SLOT);

  private final NavigableMap<Integer, Double> fromSecond = new TreeMap<>();

  /**
   * @param prices from their times of day on; at least one
   */
  public PriceOfDay(Map<LocalTime, Double> prices) {
    prices.forEach((time, price) -> fromSecond.put(time.toSecondOfDay(), price));
  }

  /** The price at a second of the day. */
  public double at(int secondOfDay) {
    Map.Entry<Integer, Double> entry = fromSecond.floorEntry(secondOfDay);
    return (entry == null ? fromSecond.lastEntry() : entry).getValue();
  }

  /** The prices from their times of day on, in order. */
  public Map<LocalTime, Double> steps() {
    NavigableMap<LocalTime, Double> steps = new TreeMap<>();
    fromSecond.forEach((second, price) -> steps.put(LocalTime.ofSecondOfDay(second), price));
    return steps;
  }

  /**
   * The cheapest quarters of an hour of a span, the earliest of those that cost the same.
   *
   * @param howLong rounded up to whole quarters; all of the span when it has no more
   * @param from where the span begins
   * @param to where it ends, over midnight if it is not later
   */
  public Cheapest cheapest(Duration howLong, LocalTime from, LocalTime to) {
    int first = from.toSecondOfDay() / SLOT_SECONDS;
    int span = Math.floorMod(to.toSecondOfDay() / SLOT_SECONDS - first, SLOTS);
    BitSet chosen = new BitSet(SLOTS);
    IntStream.range(0, span == 0 ? SLOTS : span)
        .map(slot -> (first + slot) % SLOTS)
        .boxed()
        .sorted(Comparator.comparingDouble(slot -> at(slot * SLOT_SECONDS)))
        .limit((howLong.toSeconds() + SLOT_SECONDS - 1) / SLOT_SECONDS)
        .forEach(chosen::set);
    return secondOfDay -> chosen.get(secondOfDay / SLOT_SECONDS);
  }

  /** Some quarters of a day. */
  @FunctionalInterface
  public interface Cheapest {
    /** Whether a second of the day is in one of them. */
    boolean contains(int secondOfDay);
  }
}

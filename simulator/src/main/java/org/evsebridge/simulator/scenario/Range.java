package org.evsebridge.simulator.scenario;

import java.util.Locale;
import org.evsebridge.simulator.scenario.Condition.Comparison;

/** From where to where a quantity can go at all; a condition that asks for more is a mistake. */
record Range(double least, double most) {
  /** What knows no bounds. */
  static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** What counts, and whatever else cannot be less than nothing. */
  static final Range FROM_ZERO = new Range(0, Double.POSITIVE_INFINITY);

  static final Range PER_CENT = new Range(0, 100);

  /** Whether a number is one that it has, and a value exists for which the comparison holds. */
  boolean allows(Comparison comparison, double number) {
    boolean hasNumber = number >= least && number <= most;
    boolean nothingIsBelow = comparison == Comparison.BELOW && number <= least;
    boolean nothingIsAbove = comparison == Comparison.ABOVE && number >= most;
    return hasNumber && !nothingIsBelow && !nothingIsAbove;
  }

  /** For people, such as {@code 0 to 100} or {@code 0 or more}; empty where there are no bounds. */
  @Override
  public String toString() {
    if (equals(ANY)) {
      return "";
    }
    return most == Double.POSITIVE_INFINITY
        ? String.format(Locale.ROOT, "%.0f or more", least)
        : String.format(Locale.ROOT, "%.0f to %.0f", least, most);
  }
}

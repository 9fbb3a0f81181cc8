package org.evsebridge.simulator.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the values that one check saw with many seeds lie.
 *
 * @param sorted from the least on, at least one
 * @param unit may be empty
 */
public record Distribution(List<Double> sorted, String unit) {
  /** That of the verdicts that have a value; empty where none has. */
  public static Optional<Distribution> of(List<Verdict> verdicts) {
    List<Double> values =
        verdicts.stream()
            .filter(verdict -> verdict.value().isPresent())
            .map(verdict -> verdict.value().getAsDouble())
            .sorted()
            .toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Distribution(values, verdicts.get(0).unit()));
  }

  /**
   * The least value that is not below such a part of all.
   *
   * @param part from 0 (the least) to 1 (the greatest)
   */
  public double quantile(double part) {
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.max(0, Math.min(sorted.size(), rank) - 1));
  }

  /** From the least to the greatest, the middle and its surroundings named. */
  public String text() {
    String inUnit = unit.isEmpty() ? "" : " " + unit;
    return quantile(0) == quantile(1)
        ? "each " + number(0) + inUnit
        : String.format(
            "from %s, p5 %s, p50 %s, p95 %s, to %s%s",
            number(0), number(0.05), number(0.5), number(0.95), number(1), inUnit);
  }

  private String number(double part) {
    double value = quantile(part);
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}

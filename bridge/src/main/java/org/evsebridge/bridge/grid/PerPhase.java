package org.evsebridge.bridge.grid;

import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A quantity on each of the three phases: amperes, volts or watts, as the place that uses it says.
 */
public record PerPhase(double l1, double l2, double l3) {
  public static final PerPhase ZERO = new PerPhase(0, 0, 0);

  /** The same value on each phase. */
  public static PerPhase all(double value) {
    return new PerPhase(value, value, value);
  }

  /** A value on one phase, nothing on the others. */
  public static PerPhase on(Phase phase, double value) {
    return switch (phase) {
      case L1 -> new PerPhase(value, 0, 0);
      case L2 -> new PerPhase(0, value, 0);
      case L3 -> new PerPhase(0, 0, value);
    };
  }

  /** The same value on each of some phases, nothing on the others. */
  public static PerPhase on(Set<Phase> phases, double each) {
    PerPhase spread = ZERO;
    for (Phase phase : phases) {
      spread = spread.plus(on(phase, each));
    }
    return spread;
  }

  public double get(Phase phase) {
    return switch (phase) {
      case L1 -> l1;
      case L2 -> l2;
      case L3 -> l3;
    };
  }

  public PerPhase map(DoubleUnaryOperator change) {
    return new PerPhase(
        change.applyAsDouble(l1), change.applyAsDouble(l2), change.applyAsDouble(l3));
  }

  /** Each phase of this with the same phase of another. */
  public PerPhase with(PerPhase other, DoubleBinaryOperator combine) {
    return new PerPhase(
        combine.applyAsDouble(l1, other.l1),
        combine.applyAsDouble(l2, other.l2),
        combine.applyAsDouble(l3, other.l3));
  }

  public PerPhase plus(PerPhase other) {
    return new PerPhase(l1 + other.l1, l2 + other.l2, l3 + other.l3);
  }

  public PerPhase times(PerPhase other) {
    return new PerPhase(l1 * other.l1, l2 * other.l2, l3 * other.l3);
  }

  public double sum() {
    return l1 + l2 + l3;
  }

  public double max() {
    return Math.max(l1, Math.max(l2, l3));
  }

  /**
   * As a record has it, less the 25 ms that the JVM takes to make that up when it is first asked.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof PerPhase o
        && Double.compare(l1, o.l1) == 0
        && Double.compare(l2, o.l2) == 0
        && Double.compare(l3, o.l3) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(l1) + Double.hashCode(l2)) + Double.hashCode(l3);
  }
}

package org.evsebridge.simulator.charger;

import java.time.Duration;

/**
 * What an LED shows over and over.
 *
 * @param steps one character for each 250 ms, 1 lit and 0 dark
 */
public record LedPattern(String steps) {
  public static final LedPattern DARK = new LedPattern("0");
  public static final LedPattern STEADY = new LedPattern("1");

  private static final long STEP_NANOS = 250_000_000;

  public LedPattern {
    if (!steps.matches("[01]+")) {
      throw new IllegalArgumentException("a pattern is made of 0 and 1, not " + steps);
    }
  }

  /** Whether it is lit so long after the pattern began. */
  public boolean litAt(Duration since) {
    return steps.charAt((int) (since.toNanos() / STEP_NANOS % steps.length())) == '1';
  }

  @Override
  public String toString() {
    return steps;
  }
}

package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeCurrentCurveTest {
  @ParameterizedTest
  @CsvSource({
    "B, 1.13, Infinity",
    "B, 1.45, 3600",
    "B, 2.55, 30",
    "B, 4, 0.1",
    "B, 20, 0.1",
    "C, 1.13, Infinity",
    "C, 1.45, 3600",
    "C, 2.55, 30",
    "C, 8, 0.1",
    "GG, 1.25, Infinity",
    "GG, 1.6, 3600",
  })
  void holdsAsLongAsItsTableSays(TimeCurrentCurve curve, double multiple, double seconds) {
    assertThat(curve.seconds(multiple)).isEqualTo(seconds);
  }

  @Test
  void liesOnAStraightLineInBothLogarithmsBetweenTwoPoints() {
    double middle = Math.sqrt(1.45 * 2.55);
    assertThat(TimeCurrentCurve.B.seconds(middle)).isCloseTo(Math.sqrt(3600 * 30.0), within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void moreCurrentNeverHoldsLonger(TimeCurrentCurve curve) {
    double before = Double.POSITIVE_INFINITY;
    for (double multiple = 0; multiple < 12; multiple += 0.01) {
      assertThat(curve.seconds(multiple)).isPositive().isLessThanOrEqualTo(before);
      before = curve.seconds(multiple);
    }
  }

  @Test
  void aFuseHoldsAnOverloadLongerThanABreakerAndAShortPeakToo() {
    assertThat(TimeCurrentCurve.GG.seconds(1.45)).isGreaterThan(TimeCurrentCurve.B.seconds(1.45));
    assertThat(TimeCurrentCurve.C.seconds(5)).isGreaterThan(TimeCurrentCurve.B.seconds(5));
  }
}

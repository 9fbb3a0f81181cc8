package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainFuseTest {
  private static final double STEP = 0.05;

  /** Seconds until it blows, or the limit. */
  private static double blowsAfter(MainFuse fuse, double amperes, double limit) {
    double seconds = 0;
    while (seconds < limit) {
      seconds += STEP;
      if (fuse.carry(amperes, STEP)) {
        return seconds;
      }
    }
    return limit;
  }

  @ParameterizedTest
  @CsvSource({"36.25, 3600", "63.75, 30", "100, 0.1", "-63.75, 30"})
  void aBreakerOf25AmperesBlowsWhenItsCurveSays(double amperes, double seconds) {
    MainFuse fuse = new MainFuse(TimeCurrentCurve.B, 25);
    assertThat(blowsAfter(fuse, amperes, 4000)).isCloseTo(seconds, within(0.11));
    assertThat(fuse.isBlown()).isTrue();
  }

  @Test
  void carriesUpToItsThresholdForEver() {
    MainFuse fuse = new MainFuse(TimeCurrentCurve.GG, 25);
    assertThat(blowsAfter(fuse, 31.25, 100_000)).isEqualTo(100_000, within(1.0));
    assertThat(fuse.used()).isZero();
  }

  @Test
  void twoOverloadsAddUpWhenItHasNoTimeToCool() {
    MainFuse fuse = new MainFuse(TimeCurrentCurve.B, 25);
    blowsAfter(fuse, 63.75, 20);
    assertThat(fuse.used()).isCloseTo(20 / 30.0, within(0.01));
    blowsAfter(fuse, 10, 1);
    assertThat(blowsAfter(fuse, 63.75, 100)).isCloseTo(10, within(0.2));
  }

  @Test
  void coolsToATenthWithinTwentyThreeMinutes() {
    MainFuse fuse = new MainFuse(TimeCurrentCurve.B, 25);
    blowsAfter(fuse, 63.75, 20);
    double hot = fuse.used();
    blowsAfter(fuse, 10, 600);
    assertThat(fuse.used()).isCloseTo(hot / Math.E, within(0.001));
    blowsAfter(fuse, 10, 780);
    assertThat(fuse.used()).isCloseTo(hot / 10, within(0.001));
  }

  @Test
  void aNewOneIsCold() {
    MainFuse fuse = new MainFuse(TimeCurrentCurve.B, 25);
    blowsAfter(fuse, 63.75, 100);
    fuse.reset();
    assertThat(fuse.isBlown()).isFalse();
    assertThat(blowsAfter(fuse, 63.75, 100)).isCloseTo(30, within(0.11));
  }
}

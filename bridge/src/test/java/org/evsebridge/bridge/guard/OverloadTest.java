package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.config.guard.FuseKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverloadTest {
  private static final double RATED = 25;
  private static final double FAR_BEYOND = 1.6 * RATED;

  @ParameterizedTest
  @EnumSource(FuseKind.class)
  void oneTelegramOfFarTooMuchStopsNobodyAndASecondOneDoes(FuseKind kind) {
    Overload overload = new Overload(kind, RATED);
    overload.carries(FAR_BEYOND, 10_000);
    assertThat(overload.isOver()).isFalse();
    overload.carries(FAR_BEYOND, 10_000);
    assertThat(overload.isOver()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(FuseKind.class)
  void aHouseThatChangesWithEveryTelegramStopsACarToo(FuseKind kind) {
    Overload overload = new Overload(kind, RATED);
    int telegrams = 0;
    while (!overload.isOver() && telegrams < 100) {
      overload.carries(telegrams++ % 2 == 0 ? FAR_BEYOND : RATED, 10_000);
    }
    assertThat(telegrams).isLessThanOrEqualTo(9);
  }

  @Test
  void shortPeaksOnceInAWhileStopNobody() {
    Overload overload = new Overload(FuseKind.GG, RATED);
    for (int second = 0; second < 3_600; second++) {
      overload.carries(second % 120 == 0 ? FAR_BEYOND : RATED, 1_000);
      assertThat(overload.isOver()).isFalse();
    }
  }
}

package org.evsebridge.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MS = 1_000_000;
  private static final long ORIGIN = -7 * MS; // a monotonic time may be negative

  private final Pace pace = new Pace(Duration.ofMillis(50), 1, ORIGIN);

  @Test
  void aStepIsDueOnlyWhenItIsWhole() {
    assertThat(pace.due(ORIGIN + 50 * MS - 1)).isZero();
    assertThat(pace.due(ORIGIN + 50 * MS)).isEqualTo(1);
    assertThat(pace.due(ORIGIN + 50 * MS)).isZero();
  }

  @Test
  void whatAStallMissedIsDueAtOnce() {
    assertThat(pace.due(ORIGIN + 10_000 * MS)).isEqualTo(200);
    assertThat(pace.due(ORIGIN + 10_049 * MS)).isZero();
  }

  @Test
  void lateCallsDoNotAddUpToADrift() {
    Random lateness = new Random(1);
    long now = ORIGIN;
    long done = 0;
    for (int i = 0; i < 10_000; i++) {
      now += pace.untilNext(now) + lateness.nextInt(30) * MS;
      done += pace.due(now);
    }
    assertThat(done).isEqualTo((now - ORIGIN) / (50 * MS));
  }

  @Test
  void tellsHowLongToWaitForTheNextStep() {
    assertThat(pace.untilNext(ORIGIN)).isEqualTo(50 * MS);
    assertThat(pace.untilNext(ORIGIN + 49 * MS)).isEqualTo(MS);
    assertThat(pace.untilNext(ORIGIN + 80 * MS)).isZero();
    pace.due(ORIGIN + 80 * MS);
    assertThat(pace.untilNext(ORIGIN + 80 * MS)).isEqualTo(20 * MS);
  }

  @Test
  void atSixtyTimesRealTimeSixtyTimesAsManyStepsAreDue() {
    Pace fast = new Pace(Duration.ofMillis(50), 60, ORIGIN);
    assertThat(fast.due(ORIGIN + 1_000 * MS)).isEqualTo(1_200);
    assertThat(fast.untilNext(ORIGIN + 1_000 * MS)).isBetween(833_333L, 833_334L);
  }

  @Test
  void whatBeginsLaterHasNothingDueBeforeAndNothingToMakeUpFor() {
    Pace later = new Pace(Duration.ofMillis(50), 1, ORIGIN + 1_000 * MS);
    assertThat(later.due(ORIGIN)).isZero();
    assertThat(later.untilNext(ORIGIN)).isEqualTo(1_050 * MS);
    assertThat(later.due(ORIGIN + 1_049 * MS)).isZero();
    assertThat(later.due(ORIGIN + 1_050 * MS)).isEqualTo(1);
  }

  @Test
  void standsStillAtSpeedZero() {
    Pace still = new Pace(Duration.ofMillis(50), 0, ORIGIN);
    assertThat(still.due(ORIGIN + 1_000_000 * MS)).isZero();
    assertThat(still.untilNext(ORIGIN + 1_000_000 * MS)).isGreaterThan(1_000_000 * MS);
  }
}

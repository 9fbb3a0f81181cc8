package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Duration MOST = Duration.ofMinutes(2);

  private long transactions;
  private long seconds;
  private final Silence silence =
      new Silence(MOST, () -> transactions, () -> Duration.ofSeconds(seconds).toNanos());

  @Test
  void aControllerThatNeverComesUpIsNoticed() {
    seconds = 120;
    assertThat(silence.tooLong(true)).isEmpty();
    seconds = 121;
    assertThat(silence.tooLong(true))
        .contains("the controller has neither read nor written anything for 2m");
  }

  @Test
  void oneThatDidNothingAtAllIsKnownHoweverShortTheRunWas() {
    seconds = 5;
    assertThat(silence.tooLong(true)).isEmpty();
    assertThat(silence.unbroken()).contains("the controller has neither read nor written anything");
    transactions++;
    assertThat(silence.tooLong(true)).isEmpty();
    assertThat(silence.unbroken()).isEmpty();
  }

  @Test
  void oneThatWasNeverMeantToBeThereMayDoNothing() {
    assertThat(silence.tooLong(false)).isEmpty();
    assertThat(silence.unbroken()).isEmpty();
  }

  @Test
  void oneThatStopsIsNoticedToo() {
    for (seconds = 0; seconds < 1000; seconds += 30) {
      transactions++;
      assertThat(silence.tooLong(true)).isEmpty();
    }
    seconds += 121;
    assertThat(silence.tooLong(true)).isPresent();
  }

  @Test
  void oneThatIsMeantToBeDeadMaySayNothing() {
    seconds = 500;
    assertThat(silence.tooLong(false)).isEmpty();
    seconds = 620;
    assertThat(silence.tooLong(true)).isEmpty();
  }
}

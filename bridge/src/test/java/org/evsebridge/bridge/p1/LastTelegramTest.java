package org.evsebridge.bridge.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LastTelegramTest {
  private static final byte[] TELEGRAM = {'/'};
  private static final byte[] NEXT = {'/', '!'};

  private final LastTelegram last = new LastTelegram(3);

  private static long at(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void thereIsNoneBeforeTheFirst() {
    assertThat(last.ifFresh(at(0))).isEmpty();
  }

  @Test
  void theFirstIsFreshForThreeCyclesOfTheSlowestMeter() {
    last.set(TELEGRAM, at(100));

    assertThat(last.ifFresh(at(129))).contains(TELEGRAM);
    assertThat(last.ifFresh(at(130))).isEmpty();
  }

  @Test
  void fromTheSecondOnTheMetersOwnCycleCounts() {
    last.set(TELEGRAM, at(100));
    last.set(NEXT, at(101));

    assertThat(last.ifFresh(at(103))).contains(NEXT);
    assertThat(last.ifFresh(at(104))).isEmpty();
  }

  @Test
  void aLongSilenceIsNotTakenForTheMetersCycle() {
    last.set(TELEGRAM, at(0));
    last.set(NEXT, at(5_000));

    assertThat(last.ifFresh(at(5_029))).contains(NEXT);
    assertThat(last.ifFresh(at(5_030))).isEmpty();
  }

  @Test
  void twoThatWereHeldUpAndComeAtOnceDoNotMakeAShortCycle() {
    last.set(TELEGRAM, at(100));
    last.set(NEXT, at(100) + 1);

    assertThat(last.ifFresh(at(102))).contains(NEXT);
  }
}

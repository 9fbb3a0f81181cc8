package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomWindowTest {
  private static final long LENGTH = 60_000;

  /** Telegrams from 0 on, each with an ampere more than the one before: 1, 2, 3... */
  @ParameterizedTest
  @CsvSource({
    " 1000,  59000,  0", // it does not reach back a minute yet
    " 1000,  60000,  1",
    " 1000,  61000,  2",
    " 1000, 100000, 41",
    "10000,  50000,  0",
    "10000,  60000,  1",
    "10000,  70000,  2",
    "30000,  30000,  0",
    "30000,  60000,  1",
    "30000,  90000,  2",
    "40000,  40000,  0",
    "40000,  80000,  1", // one that is older than the window stays, so that it is covered
    "40000, 120000,  2",
    "70000,  70000,  0", // two telegrams are too few, though they reach back
    "70000, 700000,  0"
  })
  void theLeastRoomOfAWindowIsKnownWhenItIsCovered(long interval, long until, int least) {
    RoomWindow window = new RoomWindow(LENGTH);
    int room = 1;
    for (long now = 0; now <= until; now += interval) {
      window.add(now, room++);
    }

    assertThat(window.least(until)).isEqualTo(least);
  }

  @Test
  void oneTelegramWithoutRoomCountsForAsLongAsTheWindow() {
    RoomWindow window = new RoomWindow(LENGTH);
    for (long now = 0; now <= 200_000; now += 1_000) {
      window.add(now, now == 100_000 ? 3 : 16);
      int expected = now < LENGTH ? 0 : now >= 100_000 && now <= 160_000 ? 3 : 16;
      assertThat(window.least(now)).as("at %d ms", now).isEqualTo(expected);
    }
  }

  @Test
  void whatIsForgottenMustBeSeenAnew() {
    RoomWindow window = new RoomWindow(LENGTH);
    for (long now = 0; now <= 100_000; now += 1_000) {
      window.add(now, 16);
    }
    window.forget();
    for (long now = 101_000; now <= 161_000; now += 1_000) {
      assertThat(window.least(now - 1_000)).as("before %d ms", now).isZero();
      window.add(now, 16);
    }

    assertThat(window.least(161_000)).isEqualTo(16);
  }
}

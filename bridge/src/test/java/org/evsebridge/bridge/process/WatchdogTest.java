package org.evsebridge.bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the service manager hears that the program lives. */
class WatchdogTest {
  private final AtomicInteger alive = new AtomicInteger();
  private final Watchdog watchdog = new Watchdog(alive::incrementAndGet);

  @Test
  void theProgramLivesWhileEveryHeartBeats() {
    Runnable one = watchdog.heart();
    Runnable other = watchdog.heart();
    for (int round = 1; round <= 3; round++) {
      one.run();
      one.run();
      assertThat(alive).hasValue(round - 1);
      other.run();
      assertThat(alive).hasValue(round);
    }
  }

  @Test
  void aHeartThatHangsIsNotMadeUpForByTheOthers() {
    Runnable beats = watchdog.heart();
    watchdog.heart();
    for (int i = 0; i < 10; i++) {
      beats.run();
    }
    assertThat(alive).hasValue(0);
  }

  @Test
  void aHeartThatComesLaterCountsFromThenOn() {
    Runnable first = watchdog.heart();
    first.run();
    Runnable guard = watchdog.heart();
    first.run();
    assertThat(alive).hasValue(1);
    guard.run();
    assertThat(alive).hasValue(2);
  }
}

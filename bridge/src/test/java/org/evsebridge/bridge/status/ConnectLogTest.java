package org.evsebridge.bridge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConnectLogTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final ConnectLog comings =
      new ConnectLog(LoggerFactory.getLogger(ConnectLogTest.class), "con", now::get);

  @Test
  void aFewClientsAreEachLogged() {
    try (LogLines log = LogLines.of(ConnectLogTest.class)) {
      comings.say("a", "connected");
      comings.say("a", "left");
      assertThat(log.with("")).containsExactly("INFO con: a connected", "INFO con: a left");
    }
  }

  @Test
  void ofHundredsAMinuteTheFirstAreLoggedAndTheRestIsCounted() {
    try (LogLines log = LogLines.of(ConnectLogTest.class)) {
      for (int i = 0; i < 600; i++) {
        comings.say(i, i % 2 == 0 ? "connected" : "left");
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
      }
      int minutes = 2;
      assertThat(log.with("connected").size() + log.with(" left").size())
          .isBetween(minutes * ConnectLog.MOST, minutes * ConnectLog.MOST + 2 * minutes);
      assertThat(log.with("are left out")).hasSize(minutes);
      assertThat(log.with("280 lines on clients")).hasSize(minutes - 1);
      now.addAndGet(TimeUnit.MINUTES.toNanos(1));
      comings.say("late", "connected");
      assertThat(log.with("280 lines on clients")).hasSize(minutes);
      assertThat(log.with("late connected")).hasSize(1);
    }
  }
}

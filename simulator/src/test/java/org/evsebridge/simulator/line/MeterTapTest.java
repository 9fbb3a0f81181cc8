package org.evsebridge.simulator.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MeterTapTest {
  private static final byte[] TELEGRAM =
      "/ISK5\r\n\r\n1-0:1.7.0(00.106*kW)\r\n!ABCD\r\n".getBytes(US_ASCII);

  @TempDir Path folder;

  @Test
  void givesItsUserTheTelegramsAsTheyAre() throws Exception {
    Path link = folder.resolve("ttyP1");
    try (MeterTap tap = MeterTap.open(link, SerialSettings.P1);
        User user = User.open(link, SerialSettings.P1)) {
      await().until(tap::isInUse);
      tap.send(TELEGRAM);
      user.awaitText(new String(TELEGRAM, US_ASCII));
    }
  }

  /** Seven bits and an even parity: read with eight bits, the parity stands above the character. */
  @Test
  void aLineOfSevenBitsGivesTheParityAsTheEighth() throws Exception {
    SerialSettings old = MeterKind.DSMR_2_2.serial();
    Path link = folder.resolve("ttyP1");
    try (MeterTap tap = MeterTap.open(link, old);
        User user = User.open(link, SerialSettings.P1.withBaudrate(9600))) {
      await().until(tap::isInUse);
      tap.send(TELEGRAM);
      await().until(() -> user.count() == TELEGRAM.length);
      byte[] seen = user.text().getBytes(ISO_8859_1);
      for (int i = 0; i < TELEGRAM.length; i++) {
        assertThat(seen[i] & 0x7F).isEqualTo(TELEGRAM[i]);
        assertThat(Integer.bitCount(seen[i] & 0xFF) % 2).as("parity of %d", seen[i]).isZero();
      }
      assertThat(seen).isNotEqualTo(TELEGRAM);
    }
  }

  @Test
  void whoeverReadsALineOfSevenBitsWithSevenBitsReadsTheTelegram() throws Exception {
    SerialSettings old = MeterKind.DSMR_2_2.serial();
    Path link = folder.resolve("ttyP1");
    try (MeterTap tap = MeterTap.open(link, old);
        User user = User.open(link, old)) {
      await().until(tap::isInUse);
      tap.send(TELEGRAM);
      user.awaitText(new String(TELEGRAM, US_ASCII));
    }
  }

  @Test
  void losesWholeTelegramsOnlyWhenItsUserDoesNotRead() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(MeterTap.class);
    logger.addAppender(log);
    String telegram = "/" + "x".repeat(996) + "!\r\n";
    Path link = folder.resolve("ttyP1");
    try (MeterTap tap = MeterTap.open(link, SerialSettings.P1);
        User user = User.openWithoutReading(link, SerialSettings.P1)) {
      await().until(tap::isInUse);
      for (int i = 0; i < 100; i++) {
        tap.send(telegram.getBytes(US_ASCII));
      }
      assertThat(tap.lost()).isPositive();
      int taken = 100 - (int) tap.lost();
      user.startReading();
      user.awaitText(telegram.repeat(taken));
      tap.send(telegram.getBytes(US_ASCII));
      user.awaitText(telegram.repeat(taken + 1));
      assertThat(log.list).hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void givesAUserWithAWrongSpeedGarbageAndSaysSoOnceNamingBothSpeeds() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Tap.class);
    logger.addAppender(log);
    Path link = folder.resolve("ttyP1");
    try (MeterTap tap = MeterTap.open(link, SerialSettings.P1);
        User user = User.open(link, SerialSettings.P1.withBaudrate(9600))) {
      await().until(tap::isInUse);
      tap.send(TELEGRAM);
      tap.send(TELEGRAM);
      await().until(() -> user.count() == 2 * TELEGRAM.length);
      assertThat(user.text()).doesNotContain("/", "kW", "!");
      assertThat(log.list).hasSize(1);
      user.close();
      await().until(() -> !tap.isInUse());
      try (User next = User.open(link, SerialSettings.P1.withBaudrate(9600))) {
        await().until(tap::isInUse);
        tap.send(TELEGRAM);
        await().until(() -> next.count() > 0);
      }
      assertThat(log.list).as("the next user is told too").hasSize(2);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list.get(0).getFormattedMessage())
        .isEqualTo(
            "ttyP1: its user has set 9600 baud, but the line runs at 115200: set baudrate 115200 there");
  }
}

package org.evsebridge.bridge.discover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.SerialSettings.Parity;
import org.evsebridge.bridge.p1.LineImpression;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finder's listening, in simulated time. */
class ListeningTest {
  private static final SerialSettings SLOW = new SerialSettings(9600, 7, Parity.EVEN, 1);
  private static final long STEP = Duration.ofMillis(50).toNanos();
  private static final long NEVER = Long.MAX_VALUE;

  /** What was heard in the end, and how long that took. */
  private record End(Heard heard, double seconds) {}

  /** Something on the line that speaks in turns. */
  private record Speaker(
      SerialSettings sent, byte[] says, Duration cycle, Duration first, boolean hearable) {}

  private static End listen(Speaker speaker, boolean meterElsewhere, UnaryOperator<byte[]> noise) {
    Listening listening = new Listening(Patience.DEFAULT, 0);
    long next = speaker.hearable() ? speaker.first().toNanos() : NEVER;
    for (long now = 0; now < Duration.ofMinutes(2).toNanos(); now += STEP) {
      if (now >= next) {
        next += speaker.cycle().toNanos();
        listening.received(
            noise.apply(MeterLines.received(speaker.says(), speaker.sent(), listening.settings())),
            now);
      }
      Optional<Heard> heard = listening.look(now, meterElsewhere);
      if (heard.isPresent()) {
        return new End(heard.get(), now / 1e9);
      }
    }
    throw new AssertionError("no end");
  }

  private static End listen(Speaker speaker) {
    return listen(speaker, false, bytes -> bytes);
  }

  private static SerialSettings line(int baudrate, String comset) {
    return SerialSettings.P1.withBaudrate(baudrate).withComset(comset).orElseThrow();
  }

  /** Speed, comset, telegram, cycle in s, first telegram after s; found after at most s. */
  @ParameterizedTest
  @CsvSource({
    "115200, 8N1, dsmr5, 1, 0.5, 5",
    "115200, 8N1, dsmr5, 1, 1, 5",
    "115200, 8N1, dsmr5, 10, 0, 12",
    "115200, 8N1, dsmr5, 10, 9.9, 12",
    "115200, 7E1, dsmr5, 1, 0.5, 5",
    "115200, 7E1, dsmr5, 10, 9.9, 12",
    "115200, 8N1, otherPolynomial, 1, 0.5, 5",
    "115200, 8N1, otherPolynomial, 10, 9.9, 12.1",
    "9600, 7E1, dsmr3, 10, 0, 12",
    "9600, 7E1, dsmr3, 10, 9.9, 22",
    "9600, 8N1, dsmr3, 10, 9.9, 22",
    "9600, 7E1, dsmr5, 1, 0.5, 5",
  })
  void findsEachMeterAtItsSettings(
      int baudrate, String comset, String telegram, double cycle, double first, double atMost) {
    byte[] says =
        switch (telegram) {
          case "dsmr3" -> MeterLines.dsmr3();
          case "dsmr5" -> MeterLines.dsmr5();
          default -> MeterLines.otherPolynomial();
        };
    End end =
        listen(new Speaker(line(baudrate, comset), says, seconds(cycle), seconds(first), true));

    assertThat(end.heard()).isInstanceOf(Heard.MeterTelegrams.class);
    Heard.MeterTelegrams meter = (Heard.MeterTelegrams) end.heard();
    // Seven bits serve an eight-bit meter as well: telegrams are ASCII.
    assertThat(meter.settings()).isEqualTo(baudrate == 9600 ? SLOW : line(baudrate, comset));
    assertThat(meter.telegram().checksum())
        .isEqualTo(
            switch (telegram) {
              case "dsmr3" -> Checksum.NONE;
              case "dsmr5" -> Checksum.RIGHT;
              default -> Checksum.WRONG;
            });
    assertThat(end.seconds()).isLessThanOrEqualTo(atMost);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }

  @Test
  void aMeterThatIsHeardAtItsOwnSpeedOnlyIsFoundInTheSecondTurn() {
    Listening listening = new Listening(Patience.DEFAULT, 0);
    long now = 0;
    while (listening.settings().equals(SerialSettings.P1)) {
      now += STEP;
      assertThat(listening.look(now, false)).isEmpty();
    }
    assertThat(now / 1e9).isEqualTo(12);
    listening.received(MeterLines.dsmr3(), now + STEP);
    assertThat(listening.look(now + STEP, false)).get().isInstanceOf(Heard.MeterTelegrams.class);
  }

  @Test
  void aSilentPortIsListenedToForACycleAtEachSpeed() {
    End end = listen(new Speaker(SLOW, new byte[0], seconds(1), seconds(0), false));

    assertThat(end.heard()).isEqualTo(new Heard.Nothing());
    assertThat(end.seconds()).isEqualTo(24);
  }

  @Test
  void aSilentPortBesideAMeterIsListenedToForOneCycle() {
    Speaker nobody = new Speaker(SLOW, new byte[0], seconds(1), seconds(0), false);

    End end = listen(nobody, true, bytes -> bytes);

    assertThat(end.heard()).isEqualTo(new Heard.Nothing());
    assertThat(end.seconds()).isEqualTo(12);
  }

  @Test
  void aSlowMeterBesideAnotherIsFoundToo() {
    Speaker slow = new Speaker(SLOW, MeterLines.dsmr3(), seconds(10), seconds(9), true);

    assertThat(listen(slow, true, bytes -> bytes).heard()).isInstanceOf(Heard.MeterTelegrams.class);
  }

  @ParameterizedTest
  @CsvSource({
    "115200 8N1, TEXT, 12",
    "9600 8N1, TEXT, 24.1",
  })
  void whatIsTextAndNoTelegramIsNotAMeter(String sent, LineImpression.Kind kind, double atMost) {
    byte[] log = "[  1.234567] usb 1-1: new full-speed USB device\r\n".getBytes(ISO_8859_1);
    String[] words = sent.split(" ");

    End end =
        listen(
            new Speaker(
                line(Integer.parseInt(words[0]), words[1]), log, seconds(1), seconds(0.2), true));

    assertThat(end.heard()).isInstanceOf(Heard.Bytes.class);
    assertThat(((Heard.Bytes) end.heard()).impression().kind()).isEqualTo(kind);
    assertThat(end.seconds()).isLessThanOrEqualTo(atMost);
  }

  @Test
  void aNoisyByteAtTheOpeningLosesNoMeter() {
    Listening listening = new Listening(Patience.DEFAULT, 0);
    listening.received(new byte[] {0, (byte) 0xFE}, 0);
    assertThat(listening.look(Duration.ofMillis(900).toNanos(), false)).isEmpty();
    assertThat(listening.settings()).isEqualTo(SerialSettings.P1);
    listening.received(MeterLines.dsmr5(), Duration.ofSeconds(1).toNanos());
    assertThat(listening.look(Duration.ofSeconds(1).toNanos(), false)).isPresent();
  }

  @Test
  void aTelegramThatNoiseSpoiledDoesNotMakeItsMetersChecksumsWrong() {
    int[] telegrams = {0};
    Speaker meter =
        new Speaker(SerialSettings.P1, MeterLines.dsmr5(), seconds(1), seconds(0.5), true);

    End end =
        listen(
            meter,
            false,
            bytes -> {
              if (telegrams[0]++ == 0) {
                bytes[40] ^= 1;
              }
              return bytes;
            });

    assertThat(((Heard.MeterTelegrams) end.heard()).telegram().checksum())
        .isEqualTo(Checksum.RIGHT);
  }

  @Test
  void anEncryptedMeterIsCalledThat() {
    byte[] encrypted = new byte[300];
    for (int i = 0; i < encrypted.length; i++) {
      encrypted[i] = (byte) (i * 73 + 11);
    }
    encrypted[0] = (byte) 0xDB;
    encrypted[1] = 8;

    End end = listen(new Speaker(SerialSettings.P1, encrypted, seconds(10), seconds(3), true));

    assertThat(((Heard.Bytes) end.heard()).impression().kind())
        .isEqualTo(LineImpression.Kind.ENCRYPTED);
    assertThat(end.seconds()).isLessThan(4);
  }
}

package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.p1.SilenceLimits;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words for silence, in simulated time. */
class P1WatchTest {
  private final List<String> said = new ArrayList<>();
  private long now;
  private P1Watch watch = watch(SilenceLimits.DEFAULT, true);

  private P1Watch watch(SilenceLimits limits, boolean drops) {
    P1Watch made =
        new P1Watch(
            "/dev/ttyUSB0",
            SerialSettings.P1,
            limits,
            drops,
            () -> now,
            new P1Watch.Voice(
                trouble -> said.add("trouble: " + trouble), over -> said.add("over: " + over)));
    made.up();
    return made;
  }

  /** Seconds pass, in each of which somebody looks. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += Duration.ofSeconds(1).toNanos();
      watch.look();
    }
  }

  private void telegram(Checksum checksum) {
    watch.received("/ABC5\r\n\r\n!1234\r\n".getBytes(ISO_8859_1));
    watch.telegram(checksum);
  }

  private void telegrams(int count, Checksum checksum) {
    for (int i = 0; i < count; i++) {
      telegram(checksum);
      pass(1);
    }
  }

  @Test
  void aMeterThatSpeaksEachSecondOrTenthIsNotSpokenOf() {
    telegrams(100, Checksum.RIGHT);
    for (int i = 0; i < 20; i++) {
      pass(10);
      telegram(Checksum.NONE);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void silenceIsSaidOnceWithWhatToLookAtAndOnceWhenItIsOver() {
    telegrams(3, Checksum.RIGHT);
    pass(28);
    assertThat(said).isEmpty();
    pass(1);
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("trouble: no byte from /dev/ttyUSB0 for 30 s")
        .contains("request line", "DTR", "cable", "inverted");
    pass(600);
    assertThat(said).hasSize(1);

    telegram(Checksum.RIGHT);
    pass(20);
    assertThat(said)
        .hasSize(2)
        .last()
        .isEqualTo("over: telegrams come from /dev/ttyUSB0 again, after 630 s");
  }

  @Test
  void silenceFromTheBeginningIsSaidToo() {
    pass(30);
    assertThat(said).hasSize(1).first().asString().contains("no byte");
  }

  @Test
  void zeroNeverTellsOfSilence() {
    watch = watch(new SilenceLimits(Duration.ZERO, 6, 10), true);
    pass(10_000);
    assertThat(said).isEmpty();
  }

  @Test
  void bytesOfSevenBitsAreSaidToBeThat() {
    for (int i = 0; i < 7; i++) {
      pass(10);
      watch.received(
          inSevenBits("/KMP5 ZABF001587315111\r\n\r\n1-0:1.8.1(00185.000*kWh)\r\n!\r\n"));
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("trouble: /dev/ttyUSB0 gives no telegram for 60 s at 115200 8N1, but ")
        .contains("bytes (AF 4B", "comset 7E1");
  }

  private static byte[] inSevenBits(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 == 0 ? 0 : 0x80);
    }
    return bytes;
  }

  @Test
  void telegramsThatBeginAndDoNotEndAreSaidByTheMetersOwnCycle() {
    telegrams(5, Checksum.RIGHT);
    for (int i = 0; i < 5; i++) {
      watch.received("/ABC5\r\n\r\n1-0:1.8.1(001".getBytes(ISO_8859_1));
      pass(1);
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("trouble: no telegram from /dev/ttyUSB0 has ended for 6 s")
        .contains("they are text");
    telegram(Checksum.RIGHT);
    assertThat(said).hasSize(2).last().asString().contains("again, after 6 s");
  }

  @Test
  void silenceAfterUnreadableBytesIsAnotherTrouble() {
    watch.received(new byte[20]);
    pass(61);
    pass(1);
    assertThat(said).hasSize(1).first().asString().contains("no byte");
    watch.received(new byte[20]);
    pass(1);
    assertThat(said).hasSize(2).last().asString().contains("no telegram", "nearly all are 0");
  }

  @Test
  void checksumsThatWereNeverRightAreAnotherPolynomial() {
    telegrams(100, Checksum.WRONG);
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("has a wrong checksum and is dropped; look at the cable");
    assertThat(said.get(1))
        .startsWith("trouble: 10 telegrams in a row from /dev/ttyUSB0")
        .contains("none was ever right", "another polynomial", "'crc: keep'")
        .doesNotContain("cable");
  }

  @Test
  void whereTheyAreKeptThatIsSaid() {
    watch = watch(SilenceLimits.DEFAULT, false);
    telegrams(10, Checksum.WRONG);
    assertThat(said.get(1)).contains("passed on as they come").doesNotContain("crc: keep");
  }

  @Test
  void checksumsThatWereRightBeforeAreTheCables() {
    telegrams(5, Checksum.RIGHT);
    telegrams(20, Checksum.WRONG);
    assertThat(said).hasSize(2);
    assertThat(said.get(1))
        .contains("10 telegrams in a row", "look at the cable")
        .doesNotContain("polynomial");
    telegram(Checksum.RIGHT);
    assertThat(said).hasSize(3).last().isEqualTo("over: telegrams are right again after 20 wrong");
  }

  @Test
  void onlyTheTimeThatTheLineIsListenedToCounts() {
    for (int opening = 0; opening < 4; opening++) { // as a client does that dials anew
      pass(7);
      watch.pause();
      pass(1_000);
      watch.up();
    }
    assertThat(said).isEmpty();
    pass(2);
    assertThat(said).hasSize(1).first().asString().contains("for 30 s");
  }

  @Test
  void aDeviceThatWasGoneBeginsAnew() {
    pass(29);
    watch.gone();
    pass(1_000);
    watch.up();
    pass(29);
    assertThat(said).isEmpty();
    pass(1);
    assertThat(said).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DB08", "68FAFA68", "7EA0"})
  void encryptedTelegramsAreSaidToBeThat(String head) {
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 73 + 11);
    }
    byte[] begin = java.util.HexFormat.of().parseHex(head);
    System.arraycopy(begin, 0, bytes, 0, begin.length);
    for (int i = 0; i < 7; i++) {
      watch.received(bytes);
      pass(10);
    }
    assertThat(said).hasSize(1).first().asString().contains("encrypted telegrams", "no key");
  }
}

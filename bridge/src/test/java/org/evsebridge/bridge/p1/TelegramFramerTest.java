package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramFramerTest {
  private static final String A = "/ISK5\\2M550T-1012\r\n\r\n1-0:1.7.0(00.106*kW)\r\n!ABCD\r\n";
  private static final String B = "/KFM5KAIFA\r\n\r\n0-0:96.13.0(2F/21!3F)\r\n!\r\n";

  private final List<String> whole = new ArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final TelegramFramer framer =
      new TelegramFramer(
          telegram -> whole.add(new String(telegram.bytes(), ISO_8859_1)), broken::incrementAndGet);

  private void take(String text) {
    framer.take(text.getBytes(ISO_8859_1));
  }

  @Test
  void telegramsComeOutWholeHoweverTheirBytesArrive() {
    byte[] stream = ("kW)\r\n!1234\r\n" + A + B + A).getBytes(ISO_8859_1);
    Random random = new Random(20261122);
    for (int round = 0; round < 500; round++) {
      whole.clear();
      for (int from = 0; from < stream.length; ) {
        int to = Math.min(stream.length, from + 1 + random.nextInt(40));
        framer.take(Arrays.copyOfRange(stream, from, to));
        from = to;
      }
      assertThat(whole).containsExactly(A, B, A);
    }
    assertThat(broken).hasValue(0);
  }

  @Test
  void aTelegramThatWasCutOffIsDroppedAndTheNextOneIsNot() {
    take(A.substring(0, 40) + "\r\n" + B);

    assertThat(whole).containsExactly(B);
    assertThat(broken).hasValue(1);
  }

  @Test
  void slashesAndExclamationMarksWithinALineMeanNothing() {
    take(B);

    assertThat(whole).containsExactly(B);
  }

  @Test
  void somethingThatNeverEndsIsGivenUpAndTheNextTelegramIsNot() {
    take("/" + "x".repeat(10 * TelegramFramer.MOST_BYTES) + "\r\n" + A);

    assertThat(whole).containsExactly(A);
    assertThat(broken).hasValue(1);
  }

  @Test
  void noGarbageKeepsTheNextTelegramFromBeingFound() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      byte[] garbage = new byte[random.nextInt(200)];
      for (int i = 0; i < garbage.length; i++) {
        garbage[i] = (byte) "/!\r\n01(".charAt(random.nextInt(7));
      }
      framer.take(garbage);
      take("\r\n" + A);
      assertThat(whole.get(whole.size() - 1)).isEqualTo(A);
    }
  }

  /** The good one's checksum is right, or it has none; both kinds of meter are there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTelegramThatCameWholeComesOutWhateverWasCutOffBeforeIt(boolean withChecksum) {
    String body = "/KFM5KAIFA\r\n\r\n0-0:96.13.0(2F/21!3F)\r\n1-0:1.7.0(00.106*kW)\r\n!";
    String good =
        withChecksum ? new String(Telegram.withChecksum(body).bytes(), ISO_8859_1) : body + "\r\n";
    String other = good.replace("KAIFA", "OTHER");
    Random random = new Random(7);
    for (int cut = 0; cut <= other.length(); cut++) {
      for (int round = 0; round < 20; round++) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
          noise.append((char) random.nextInt(256));
        }
        take(other.substring(0, cut) + noise + good);
        assertThat(whole).as("cut off after %d bytes, then '%s'", cut, noise).endsWith(good);
        whole.clear();
      }
    }
  }

  @Test
  void aTelegramCutOffInMidLineIsCountedAndNotGluedToTheNext() {
    String next = new String(Telegram.withChecksum("/KFM5\r\n\r\n!").bytes(), ISO_8859_1);

    take(A.substring(0, 40) + next + A.substring(0, A.length() - 4) + next);

    assertThat(whole).containsExactly(next, next);
    assertThat(broken).hasValue(2);
  }

  @Test
  void aTelegramIsFoundBehindMuchNoiseWithoutALineEnd() {
    String next = new String(Telegram.withChecksum("/KFM5\r\n\r\n!").bytes(), ISO_8859_1);
    Random random = new Random(8);
    for (int round = 0; round < 200; round++) {
      String noise = "/x".repeat(TelegramFramer.MOST_BYTES / 2 + random.nextInt(40_000));

      take(noise + next);

      assertThat(whole).containsExactly(next);
      whole.clear();
    }
  }
}

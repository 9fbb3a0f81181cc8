package org.evsebridge.bridge.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramTest {
  /** Checksums as another program computes them; the second shows the padding with zeros. */
  @ParameterizedTest
  @CsvSource({"/ABC5\\1!, E743", "/ABC5avl!, 00EE"})
  void isFollowedByFourUpperCaseDigitsOfItsChecksum(String body, String crc) {
    assertThat(new String(Telegram.withChecksum(body).bytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo(body + crc + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "E743, RIGHT",
    "E744, WRONG",
    "e743, UNPADDED",
    "'', NONE",
    "xyz, WRONG",
    "E7430, WRONG",
    "'E743 ', UNPADDED",
    "' E743', UNPADDED",
    "!E743, WRONG",
    "'E743\u0000', UNPADDED",
    "'\u0000', NONE",
    "'E744\u0000', WRONG",
  })
  void tellsHowItsChecksumStands(String written, Telegram.Checksum stands) {
    assertThat(telegram("/ABC5\\1!", written).checksum()).isEqualTo(stands);
  }

  @Test
  void leadingZerosMayBeMissingAndAreThereInTheSealedOne() {
    Telegram unpadded = telegram("/ABC5avl!", "EE");

    assertThat(unpadded.checksum()).isEqualTo(Telegram.Checksum.UNPADDED);
    assertThat(new String(unpadded.withChecksum().bytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo("/ABC5avl!00EE\r\n");
  }

  private static Telegram telegram(String body, String checksum) {
    return Telegram.of(
        (body + checksum + "\r\n").getBytes(StandardCharsets.ISO_8859_1), body.length());
  }
}

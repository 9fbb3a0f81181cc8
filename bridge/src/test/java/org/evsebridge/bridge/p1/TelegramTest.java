package org.evsebridge.bridge.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramTest {
  /** Checksums as another program computes them; the second shows the padding with zeros. */
  @ParameterizedTest
  @CsvSource({"/ABC5\\1!, E743", "/ABC5avl!, 00EE"})
  void isFollowedByFourUpperCaseDigitsOfItsChecksum(String body, String crc) {
    assertThat(new String(Telegram.withChecksum(body), StandardCharsets.ISO_8859_1))
        .isEqualTo(body + crc + "\r\n");
  }
}

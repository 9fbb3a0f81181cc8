package org.evsebridge.bridge.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Crc16Test {
  private static final byte[] CHECK = "123456789".getBytes(US_ASCII);

  @Test
  void givesThePublishedCheckValues() {
    assertThat(Crc16.MODBUS.of(CHECK)).isEqualTo(0x4B37);
    assertThat(Crc16.ARC.of(CHECK)).isEqualTo(0xBB3D);
  }

  @Test
  void takesARangeOfABuffer() {
    byte[] buffer = "xx123456789yy".getBytes(US_ASCII);
    assertThat(Crc16.ARC.of(buffer, 2, 11)).isEqualTo(0xBB3D);
  }
}

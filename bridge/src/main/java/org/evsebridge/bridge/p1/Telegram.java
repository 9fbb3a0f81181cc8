package org.evsebridge.bridge.p1;

import java.nio.charset.StandardCharsets;
import org.evsebridge.bridge.checksum.Crc16;

/**
 * The frame that all P1 telegrams share: from '/' to '!', then, from DSMR 4 on, four hex digits of
 * CRC-16/ARC over all of that, then CR LF.
 */
public final class Telegram {
  public static final char START = '/';
  public static final char END = '!';

  private Telegram() {}

  /** The telegram that belongs to a text from '/' to '!': with its checksum and line end. */
  public static byte[] withChecksum(CharSequence fromStartToEnd) {
    byte[] body = fromStartToEnd.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] sealed = new byte[body.length + 6];
    System.arraycopy(body, 0, sealed, 0, body.length);
    int crc = Crc16.ARC.of(body);
    for (int digit = 0; digit < 4; digit++) {
      sealed[body.length + digit] =
          (byte) Character.toUpperCase(Character.forDigit(crc >> 12 - 4 * digit & 0xF, 16));
    }
    sealed[body.length + 4] = '\r';
    sealed[body.length + 5] = '\n';
    return sealed;
  }
}

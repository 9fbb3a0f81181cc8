package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.evsebridge.bridge.checksum.Crc16;

/**
 * A P1 telegram: from '/' to '!', then, from DSMR 4 on, four hex digits of CRC-16/ARC over all of
 * that, then CR LF.
 */
public final class Telegram {
  public static final char START = '/';
  public static final char END = '!';

  private static final int CHECKSUM_DIGITS = 4;
  private static final Pattern LINE_END = Pattern.compile("\r?\n$");

  private final byte[] bytes;
  private final int endOfBody;

  /** How a telegram's checksum stands. */
  enum Checksum {
    RIGHT,
    /** The right number, but not written as four upper-case digits and nothing else. */
    UNPADDED,
    WRONG,
    /** The meter sends none. */
    NONE
  }

  private Telegram(byte[] bytes, int endOfBody) {
    this.bytes = bytes;
    this.endOfBody = endOfBody;
  }

  /**
   * A telegram as it came.
   *
   * @param bytes from '/' to the line end after '!'; must not be changed afterwards
   * @param endOfBody where the checksum begins: one after '!'
   */
  static Telegram of(byte[] bytes, int endOfBody) {
    return new Telegram(bytes, endOfBody);
  }

  /** The telegram that belongs to a text from '/' to '!': with its checksum and line end. */
  public static byte[] withChecksum(CharSequence fromStartToEnd) {
    return sealed(fromStartToEnd.toString().getBytes(ISO_8859_1));
  }

  private static byte[] sealed(byte[] body) {
    byte[] sealed = Arrays.copyOf(body, body.length + CHECKSUM_DIGITS + 2);
    byte[] tail = (digits(Crc16.ARC.of(body)) + "\r\n").getBytes(ISO_8859_1);
    System.arraycopy(tail, 0, sealed, body.length, tail.length);
    return sealed;
  }

  private static String digits(int checksum) {
    return HexFormat.of().withUpperCase().toHexDigits((short) checksum);
  }

  /** The telegram's bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The same telegram with its checksum as it should be. */
  byte[] sealed() {
    return sealed(Arrays.copyOf(bytes, endOfBody));
  }

  Checksum checksum() {
    String line = new String(bytes, endOfBody, bytes.length - endOfBody, ISO_8859_1);
    String written = line.strip();
    if (written.isEmpty()) {
      return Checksum.NONE;
    }
    int right = Crc16.ARC.of(bytes, 0, endOfBody);
    if (LINE_END.matcher(line).replaceFirst("").equals(digits(right))) {
      return Checksum.RIGHT;
    }
    return written.matches("[0-9A-Fa-f]{1,4}") && Integer.parseInt(written, 16) == right
        ? Checksum.UNPADDED
        : Checksum.WRONG;
  }
}

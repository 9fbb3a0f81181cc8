package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.config.p1.P1Config.Crc;

/**
 * A P1 telegram: from '/' to '!', then, from DSMR 4 on, four hex digits of CRC-16/ARC over all of
 * that, then CR LF. Immutable.
 */
public final class Telegram {
  public static final char START = '/';
  public static final char END = '!';

  private static final int CHECKSUM_DIGITS = 4;

  private final byte[] bytes;
  private final int endOfBody;
  private final Checksum checksum;

  /** How a telegram's checksum stands. */
  public enum Checksum {
    RIGHT,
    /**
     * The right number, but not written as four upper-case digits and nothing else, or with NUL.
     */
    UNPADDED,
    WRONG,
    /** The meter sends none. */
    NONE
  }

  /**
   * A telegram as it came.
   *
   * @param bytes from '/' to the line end after '!'; must not be changed afterwards
   * @param endOfBody where the checksum begins: one after '!'
   */
  static Telegram of(byte[] bytes, int endOfBody) {
    return new Telegram(bytes, endOfBody, checksum(bytes, endOfBody));
  }

  private Telegram(byte[] bytes, int endOfBody, Checksum checksum) {
    this.bytes = bytes;
    this.endOfBody = endOfBody;
    this.checksum = checksum;
  }

  /** The telegram that belongs to a text from '/' to '!': with its checksum and line end. */
  public static Telegram withChecksum(CharSequence fromStartToEnd) {
    return withChecksum(fromStartToEnd.toString().getBytes(ISO_8859_1));
  }

  private static Telegram withChecksum(byte[] body) {
    byte[] whole = Arrays.copyOf(body, body.length + CHECKSUM_DIGITS + 2);
    byte[] tail = (digits(Crc16.ARC.of(body)) + "\r\n").getBytes(ISO_8859_1);
    System.arraycopy(tail, 0, whole, body.length, tail.length);
    return new Telegram(whole, body.length, Checksum.RIGHT);
  }

  private static String digits(int checksum) {
    return HexFormat.of().withUpperCase().toHexDigits((short) checksum);
  }

  private static Checksum checksum(byte[] bytes, int endOfBody) {
    String line = new String(bytes, endOfBody, bytes.length - endOfBody, ISO_8859_1);
    String written = line.trim(); // a NUL too: some meters and adapters send one
    if (written.isEmpty()) {
      return Checksum.NONE;
    }
    int right = Crc16.ARC.of(bytes, 0, endOfBody);
    String digits = digits(right);
    if (line.equals(digits + "\r\n") || line.equals(digits + "\n") || line.equals(digits)) {
      return Checksum.RIGHT;
    }
    return written.matches("[0-9A-Fa-f]{1,4}") && Integer.parseInt(written, 16) == right
        ? Checksum.UNPADDED
        : Checksum.WRONG;
  }

  /** The telegram's bytes, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public Checksum checksum() {
    return checksum;
  }

  /**
   * This telegram for clients that want checksums treated so.
   *
   * @return empty when it is not for them
   */
  public Optional<Telegram> by(Crc wish) {
    return switch (checksum) {
      case RIGHT -> Optional.of(this);
      case UNPADDED -> Optional.of(wish == Crc.KEEP ? this : withChecksum());
      case NONE ->
          Optional.of(
              switch (wish) {
                case KEEP -> this;
                case CHECK -> withoutChecksum();
                case ADD -> withChecksum();
              });
      case WRONG -> wish == Crc.KEEP ? Optional.of(this) : Optional.empty();
    };
  }

  /** The same telegram with its checksum as it should be. */
  public Telegram withChecksum() {
    return withChecksum(Arrays.copyOf(bytes, endOfBody));
  }

  /** The same telegram with nothing but a line end behind its '!'. */
  public Telegram withoutChecksum() {
    byte[] plain = Arrays.copyOf(bytes, endOfBody + 2);
    plain[endOfBody] = '\r';
    plain[endOfBody + 1] = '\n';
    return of(plain, endOfBody);
  }

  /** What it says; to be believed as far as {@link #checksum()} is. */
  public TelegramValues values() {
    return new TelegramValues(bytes);
  }
}

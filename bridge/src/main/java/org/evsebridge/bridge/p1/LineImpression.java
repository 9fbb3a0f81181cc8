package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the bytes of a line look like that make no telegrams: what a person should look at next. A
 * guess, since a receiver with wrong settings sees no more than this. Not thread-safe.
 */
public final class LineImpression {
  /** The first bytes, which are kept to be shown. */
  private static final int SHOWN = 16;

  /** Fewer bytes say nothing of their kind. */
  private static final int ENOUGH = 8;

  /** Of a hundred bytes, so many make a rule; noise may flip some. */
  private static final int MOST = 95;

  private final byte[] first = new byte[SHOWN];
  private long count;
  private long text;
  private long textInSevenBits;
  private long evenParity;
  private long zero;

  /** What it may be. */
  public enum Kind {
    /** Too few bytes to tell. */
    FEW("too few to tell"),
    /** Seven data bits and even parity, read as eight data bits. */
    SEVEN_BITS("they are text once bit 7 is taken for even parity: set comset 7E1"),
    /** Text, so speed and parity are right. */
    TEXT("they are text, so the line's settings are right, but none of it is a telegram"),
    /** Breaks of a slower line, or a line that is held low. */
    ZEROS("nearly all are 0: the line is slower than it is read, held low or broken off"),
    ENCRYPTED(
        "they begin as encrypted telegrams do (Luxembourg, Austria, Scandinavia): this program"
            + " has no key for them"),
    UNREADABLE("they are no text: another speed, or a signal that must be inverted");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    @Override
    public String toString() {
      return sentence;
    }
  }

  /** Takes what has come. */
  public void add(byte[] bytes) {
    for (byte each : bytes) {
      if (count < SHOWN) {
        first[(int) count] = each;
      }
      count++;
      text += isText(each) ? 1 : 0;
      textInSevenBits += isText((byte) (each & 0x7F)) ? 1 : 0;
      evenParity += Integer.bitCount(each & 0xFF) % 2 == 0 ? 1 : 0;
      zero += each == 0 ? 1 : 0;
    }
  }

  private static boolean isText(byte each) {
    return each >= ' ' && each < 0x7F || each == '\r' || each == '\n' || each == '\t';
  }

  /** How many bytes have come. */
  public long count() {
    return count;
  }

  /** What they may be. */
  public Kind kind() {
    if (count < ENOUGH) {
      return Kind.FEW;
    }
    if (isMost(text)) {
      return Kind.TEXT;
    }
    if (isMost(evenParity) && isMost(textInSevenBits)) {
      return Kind.SEVEN_BITS;
    }
    if (isMost(zero)) {
      return Kind.ZEROS;
    }
    return beginsEncrypted() ? Kind.ENCRYPTED : Kind.UNREADABLE;
  }

  private boolean isMost(long some) {
    return 100 * some >= MOST * count;
  }

  /** The heads of DLMS's general glo-ciphering, of a wired M-Bus frame, and of HDLC. */
  private boolean beginsEncrypted() {
    return is(0, 0xDB) && is(1, 0x08)
        || is(0, 0x68) && first[1] == first[2] && is(3, 0x68)
        || is(0, 0x7E) && (first[1] & 0xF0) == 0xA0;
  }

  private boolean is(int index, int value) {
    return (first[index] & 0xFF) == value;
  }

  /** How many, how they begin and what they may be, for a person. */
  @Override
  public String toString() {
    byte[] shown = Arrays.copyOf(first, (int) Math.min(SHOWN, count));
    String begin =
        kind() == Kind.TEXT
            ? "\"" + new String(shown, US_ASCII).replaceAll("\\p{Cntrl}+", " ") + "\""
            : HexFormat.ofDelimiter(" ").withUpperCase().formatHex(shown);
    String number = count == 1 ? "1 byte" : count + " bytes";
    return number + " (" + begin + (count > SHOWN ? " …" : "") + "): " + kind();
  }
}

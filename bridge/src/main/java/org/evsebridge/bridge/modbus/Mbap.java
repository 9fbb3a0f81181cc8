package org.evsebridge.bridge.modbus;

import java.util.Arrays;

/**
 * The framing of Modbus TCP (Modbus messaging on TCP/IP V1.0b, section 3.1): transaction id,
 * protocol id 0, length of what follows, unit, PDU; the first three of 16 bits each.
 */
public final class Mbap {
  /** What stands before the unit: transaction id, protocol id, length. */
  public static final int HEADER_LENGTH = 6;

  /** The smallest and the largest value of the length field: unit and PDU. */
  public static final int MIN_FIELD = 2;

  public static final int MAX_FIELD = 1 + Pdu.MAX_LENGTH;

  /** The longest frame. */
  public static final int MAX_LENGTH = HEADER_LENGTH + MAX_FIELD;

  private Mbap() {}

  public static byte[] encode(int transaction, Adu adu) {
    int field = 1 + adu.pdu().length();
    byte[] frame = new byte[HEADER_LENGTH + field];
    frame[0] = (byte) (transaction >> 8);
    frame[1] = (byte) transaction;
    frame[4] = (byte) (field >> 8);
    frame[5] = (byte) field;
    frame[6] = (byte) adu.unit();
    adu.pdu().copyTo(frame, HEADER_LENGTH + 1);
    return frame;
  }

  /** Whether bytes may be the beginning of a frame: what is there of the header is right. */
  public static boolean mayBegin(byte[] buffer, int to) {
    boolean protocol = (to < 3 || buffer[2] == 0) && (to < 4 || buffer[3] == 0);
    return protocol
        && (to < HEADER_LENGTH || field(buffer) >= MIN_FIELD && field(buffer) <= MAX_FIELD);
  }

  /** Whether a whole frame stands at the buffer's start. */
  public static boolean isWhole(byte[] buffer, int to) {
    return to >= HEADER_LENGTH && mayBegin(buffer, to) && to >= length(buffer);
  }

  /** Whether the bytes are frames whose PDUs have their functions' lengths, and nothing else. */
  static boolean fills(byte[] buffer, int to) {
    if (!isWhole(buffer, to)) {
      return false;
    }
    int length = length(buffer);
    return PduLength.ofRequest(buffer, HEADER_LENGTH + 1, length) == length - HEADER_LENGTH - 1
        && (length == to || fills(Arrays.copyOfRange(buffer, length, to), to - length));
  }

  /** The length of the frame at the buffer's start, whose header must be there. */
  public static int length(byte[] buffer) {
    return HEADER_LENGTH + field(buffer);
  }

  /** The transaction id of the frame at the buffer's start. */
  public static int transaction(byte[] buffer) {
    return u16(buffer, 0);
  }

  /** The message of the whole frame at the buffer's start. */
  public static Adu adu(byte[] buffer) {
    return new Adu(buffer[HEADER_LENGTH] & 0xFF, Pdu.of(buffer, HEADER_LENGTH + 1, length(buffer)));
  }

  private static int field(byte[] buffer) {
    return u16(buffer, 4);
  }

  private static int u16(byte[] buffer, int at) {
    return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
  }
}

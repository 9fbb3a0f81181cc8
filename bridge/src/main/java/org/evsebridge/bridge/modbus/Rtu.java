package org.evsebridge.bridge.modbus;

import java.util.Optional;
import org.evsebridge.bridge.checksum.Crc16;

/** The framing of a serial line: unit, PDU, CRC-16 with the low byte first. */
public final class Rtu {
  /** The longest frame. */
  public static final int MAX_LENGTH = 256;

  /** The shortest: unit, function, CRC. */
  public static final int MIN_LENGTH = 4;

  /** What a frame has around its PDU: one byte of unit, two of CRC. */
  public static final int OVERHEAD = 3;

  private Rtu() {}

  public static byte[] encode(Adu adu) {
    int end = 1 + adu.pdu().length();
    byte[] frame = new byte[end + 2];
    frame[0] = (byte) adu.unit();
    adu.pdu().copyTo(frame, 1);
    int crc = Crc16.MODBUS.of(frame, 0, end);
    frame[end] = (byte) crc;
    frame[end + 1] = (byte) (crc >> 8);
    return frame;
  }

  /** Whether a range of bytes has a frame's length and its right CRC. */
  public static boolean isFrame(byte[] buffer, int from, int to) {
    int length = to - from;
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return false;
    }
    int crc = Crc16.MODBUS.of(buffer, from, to - 2);
    return buffer[to - 2] == (byte) crc && buffer[to - 1] == (byte) (crc >> 8);
  }

  /** The message in a range of bytes; empty unless {@link #isFrame}. */
  public static Optional<Adu> decode(byte[] buffer, int from, int to) {
    return isFrame(buffer, from, to)
        ? Optional.of(new Adu(buffer[from] & 0xFF, Pdu.of(buffer, from + 1, to - 2)))
        : Optional.empty();
  }
}

package org.evsebridge.bridge.modbus;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A protocol data unit: the function code and its data, the part of a Modbus message that is the
 * same on every line. Immutable; 1 to 253 bytes.
 */
public final class Pdu {
  /** The longest PDU: what a serial line's 256 bytes leave beside unit and CRC. */
  public static final int MAX_LENGTH = 253;

  private static final int EXCEPTION_BIT = 0x80;

  private final byte[] bytes;

  private Pdu(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a PDU has 1 to 253 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /**
   * Copies a PDU out of a buffer.
   *
   * @throws IllegalArgumentException when it would not have 1 to 253 bytes
   */
  public static Pdu of(byte[] buffer, int from, int to) {
    return new Pdu(Arrays.copyOfRange(buffer, from, to));
  }

  /** A PDU from a function code and data, each 0 to 255. */
  public static Pdu of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Pdu(bytes);
  }

  /** A request of the functions 1 to 6: two 16-bit values after the function code. */
  public static Pdu request(int function, int address, int countOrValue) {
    return of(function, address >> 8, address, countOrValue >> 8, countOrValue);
  }

  /** The exception answer to a request of a function. */
  public static Pdu exception(int function, ExceptionCode code) {
    return of(function | EXCEPTION_BIT, code.code());
  }

  /** 1 to 255; in an exception answer with bit 7 set. */
  public int function() {
    return bytes[0] & 0xFF;
  }

  public boolean isException() {
    return (function() & EXCEPTION_BIT) != 0;
  }

  public int length() {
    return bytes.length;
  }

  /** The byte at an index, 0 to 255; index 0 is the function code. */
  public int u8(int index) {
    return bytes[index] & 0xFF;
  }

  /** The big-endian 16-bit value at an index, 0 to 0xFFFF; index 0 is the function code. */
  public int u16(int index) {
    return u8(index) << 8 | u8(index + 1);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether the first bytes, as many as given, are the same. */
  boolean startsLike(Pdu other, int count) {
    return length() >= count
        && other.length() >= count
        && Arrays.equals(bytes, 0, count, other.bytes, 0, count);
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pdu pdu && Arrays.equals(bytes, pdu.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal, as protocol analysers show them. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}

package org.evsebridge.simulator.testing;

/** CRC-16/MODBUS, bit by bit: written apart from the program's, which it judges. */
public final class BitwiseCrc {
  private BitwiseCrc() {}

  /** The CRC of the first bytes. */
  public static int of(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }
}

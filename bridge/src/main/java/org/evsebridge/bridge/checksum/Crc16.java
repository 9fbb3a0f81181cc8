package org.evsebridge.bridge.checksum;

/**
 * The CRC-16 with the reflected polynomial 0xA001 in its two uses here: CRC-16/MODBUS, which starts
 * from 0xFFFF, and CRC-16/ARC of the P1 telegrams, which starts from 0.
 */
public enum Crc16 {
  MODBUS(0xFFFF),
  ARC(0);

  private static final int POLYNOMIAL = 0xA001;
  private static final int[] TABLE = table();

  private final int start;

  Crc16(int start) {
    this.start = start;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }

  /** The checksum of a range of bytes, 0 to 0xFFFF. */
  public int of(byte[] bytes, int from, int to) {
    int crc = start;
    for (int i = from; i < to; i++) {
      crc = with(crc, bytes[i]);
    }
    return crc;
  }

  /** The checksum of no bytes. */
  public int ofNothing() {
    return start;
  }

  /** The checksum of what another is of, and one byte more. Behind the checksum itself it is 0. */
  public int with(int crc, byte next) {
    return crc >> 8 ^ TABLE[(crc ^ next) & 0xFF];
  }

  public int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }
}

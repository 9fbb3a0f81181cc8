package org.evsebridge.simulator.modbus;

import java.util.Random;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.simulator.testing.BitwiseCrc;

/**
 * An image of arbitrary bytes with its version and its checksum, and the requests that bring it.
 */
public final class FirmwareImage {
  public static final int PAGES = 224;

  private static final int PAGE = 128;
  private static final int LAST = 0x0100;

  private final byte[] bytes = new byte[PAGES * PAGE];

  /**
   * @param version as 0x0005 is to show it
   */
  public FirmwareImage(int version) {
    new Random(version).nextBytes(bytes);
    put(bytes.length - 4, version >> 8, version);
    int crc = BitwiseCrc.of(bytes, bytes.length - 2);
    put(bytes.length - 2, crc, crc >> 8);
  }

  private void put(int at, int first, int second) {
    bytes[at] = (byte) first;
    bytes[at + 1] = (byte) second;
  }

  /** The same with a bit of a page turned. */
  FirmwareImage damagedIn(int page) {
    bytes[page * PAGE + 7] ^= 0x10;
    return this;
  }

  /** The request that writes a page: the last one says that it is. */
  public Pdu request(int page) {
    byte[] pdu = new byte[6 + PAGE];
    int address = page == PAGES - 1 ? LAST | page : page;
    pdu[0] = 16;
    pdu[1] = (byte) (address >> 8);
    pdu[2] = (byte) address;
    pdu[4] = PAGE / 2;
    pdu[5] = (byte) PAGE;
    System.arraycopy(bytes, page * PAGE, pdu, 6, PAGE);
    return Pdu.of(pdu, 0, pdu.length);
  }
}

package org.evsebridge.simulator.charger;

import java.util.Arrays;
import org.evsebridge.bridge.checksum.Crc16;

/**
 * The processor's flash memory, in which the application lives. An image fills all of it; its last
 * two bytes are CRC-16/Modbus over all before, low byte first. Not thread-safe.
 */
public final class Flash {
  public static final int PAGES = 224;

  /** Bytes in a page. */
  public static final int PAGE_BYTES = 128;

  /** Bytes in an image. */
  public static final int BYTES = PAGES * PAGE_BYTES;

  private static final byte ERASED = (byte) 0xFF;
  private static final int CRC_BYTES = 2;

  private final byte[] bytes = new byte[BYTES];
  private boolean holdsApplication = true;

  /** Whether there is an application to start: the delivered one, or a whole image. */
  boolean holdsApplication() {
    return holdsApplication;
  }

  /**
   * Writes a page. The first one erases the application that is there.
   *
   * @param page 0 to 223
   * @param content 128 bytes
   */
  void write(int page, byte[] content) {
    if (holdsApplication) {
      Arrays.fill(bytes, ERASED);
      holdsApplication = false;
    }
    System.arraycopy(content, 0, bytes, page * PAGE_BYTES, PAGE_BYTES);
  }

  /**
   * Ends an update.
   *
   * @return whether the checksum is right, so that there is an application again
   */
  boolean check() {
    int end = BYTES - CRC_BYTES;
    int crc = Crc16.MODBUS.of(bytes, 0, end);
    holdsApplication = bytes[end] == (byte) crc && bytes[end + 1] == (byte) (crc >> 8);
    return holdsApplication;
  }

  /** Two bytes, the high one first. */
  int word(int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }
}

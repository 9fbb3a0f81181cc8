package org.evsebridge.bridge.modbus;

/**
 * A message with its addressee, as every framing carries it.
 *
 * @param unit the device on the line, 0 to 255; 0 is a broadcast
 */
public record Adu(int unit, Pdu pdu) {
  /** The unit that no device answers and all devices obey. */
  public static final int BROADCAST = 0;

  /** The highest address that a device on a serial line may have. */
  public static final int HIGHEST_UNIT = 247;

  public Adu {
    if (unit < 0 || unit > 255) {
      throw new IllegalArgumentException("a unit is 0 to 255, not " + unit);
    }
  }

  /** Whether all devices obey it and none answers. */
  public boolean isBroadcast() {
    return unit == BROADCAST;
  }
}

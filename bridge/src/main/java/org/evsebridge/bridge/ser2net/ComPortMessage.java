package org.evsebridge.bridge.ser2net;

import java.nio.ByteBuffer;
import java.util.Map;
import org.evsebridge.bridge.ser2net.SerialControl.LineSetting;

/** The messages of RFC 2217 from client to server; the server's answers are 100 higher. */
final class ComPortMessage {
  static final int SIGNATURE = 0;
  static final int SET_SPEED = 1;
  static final int SET_CONTROL = 5;
  static final int SUSPEND = 8;
  static final int RESUME = 9;
  static final int SET_LINE_MASK = 10;
  static final int SET_MODEM_MASK = 11;
  static final int PURGE = 12;
  static final int NOTIFY_LINE = 106;
  static final int NOTIFY_MODEM = 107;
  static final int ANSWER = 100;

  /** Cisco's codes for speeds, from before RFC 2217 had four bytes for them. */
  private static final Map<Integer, Integer> SPEED_CODES =
      Map.ofEntries(
          Map.entry(3, 300),
          Map.entry(4, 600),
          Map.entry(5, 1200),
          Map.entry(6, 2400),
          Map.entry(7, 4800),
          Map.entry(8, 9600),
          Map.entry(10, 19200),
          Map.entry(12, 38400),
          Map.entry(13, 57600),
          Map.entry(14, 115200),
          Map.entry(15, 230400));

  private static final LineSetting[] SETTINGS = {
    LineSetting.SPEED,
    LineSetting.DATA_BITS,
    LineSetting.PARITY,
    LineSetting.STOP_BITS,
    LineSetting.CONTROL
  };

  private ComPortMessage() {}

  /** The setting that a message is about; only for numbers from 1 to 5. */
  static LineSetting setting(int number) {
    return SETTINGS[number - SET_SPEED];
  }

  static int number(LineSetting setting) {
    return java.util.Arrays.asList(SETTINGS).indexOf(setting) + SET_SPEED;
  }

  /** Whether a message is about the speed and has one byte for it, as Cisco's programs do. */
  static boolean hasSpeedCode(byte[] message) {
    return (message[0] & 0xFF) % ANSWER == SET_SPEED && message.length < 1 + Integer.BYTES;
  }

  /**
   * The value in a message about a setting, which has one. What stands behind it does not count. A
   * code for a speed that is unknown is 0.
   */
  static int value(byte[] message) {
    if ((message[0] & 0xFF) % ANSWER != SET_SPEED) {
      return message[1] & 0xFF;
    }
    return hasSpeedCode(message)
        ? SPEED_CODES.getOrDefault(message[1] & 0xFF, 0)
        : ByteBuffer.wrap(message, 1, Integer.BYTES).getInt();
  }

  /** A message about a speed with Cisco's code for it, 0 if it has none. */
  static byte[] ofSpeedCode(int number, int speed) {
    int code =
        SPEED_CODES.entrySet().stream()
            .filter(entry -> entry.getValue() == speed)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(0);
    return new byte[] {(byte) number, (byte) code};
  }

  /** A message about a setting. */
  static byte[] of(int number, int value) {
    if (number % ANSWER == SET_SPEED) {
      return ByteBuffer.allocate(5).put((byte) number).putInt(value).array();
    }
    return new byte[] {(byte) number, (byte) value};
  }
}

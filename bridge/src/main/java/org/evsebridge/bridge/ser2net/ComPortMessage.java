package org.evsebridge.bridge.ser2net;

import java.nio.ByteBuffer;
import org.evsebridge.bridge.ser2net.SerialControl.Setting;

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

  private static final Setting[] SETTINGS = {
    Setting.SPEED, Setting.DATA_BITS, Setting.PARITY, Setting.STOP_BITS, Setting.CONTROL
  };

  private ComPortMessage() {}

  /** The setting that a message is about; only for numbers from 1 to 5. */
  static Setting setting(int number) {
    return SETTINGS[number - SET_SPEED];
  }

  static int number(Setting setting) {
    return java.util.Arrays.asList(SETTINGS).indexOf(setting) + SET_SPEED;
  }

  /** The value in a message about a setting; -1 when the message has not the right length. */
  static int value(byte[] message) {
    boolean speed = (message[0] & 0xFF) % ANSWER == SET_SPEED;
    if (message.length != (speed ? 5 : 2)) {
      return -1;
    }
    return speed ? ByteBuffer.wrap(message, 1, 4).getInt() : message[1] & 0xFF;
  }

  /** A message about a setting. */
  static byte[] of(int number, int value) {
    if (number % ANSWER == SET_SPEED) {
      return ByteBuffer.allocate(5).put((byte) number).putInt(value).array();
    }
    return new byte[] {(byte) number, (byte) value};
  }
}

package org.evsebridge.bridge.gateway;

import java.io.ByteArrayOutputStream;
import org.evsebridge.bridge.modbus.AnswerReading;

/** Tells that the other end of an RTU connection speaks telnet (RFC 854), as ser2net may. */
final class TelnetTraces {
  private static final int IAC = 0xFF;
  private static final int WILL = 0xFB;
  private static final int DONT = 0xFE;

  private TelnetTraces() {}

  /** Whether bytes that are no Modbus come from a telnet server: options, or a 0xFF said twice. */
  static boolean isIn(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      int next = bytes[i + 1] & 0xFF;
      if ((bytes[i] & 0xFF) == IAC && next >= WILL && next <= DONT) {
        return true;
      }
    }
    byte[] once = withoutDoubles(bytes);
    return once.length < bytes.length
        && AnswerReading.of(once, 0, true) instanceof AnswerReading.Frame;
  }

  private static byte[] withoutDoubles(byte[] bytes) {
    ByteArrayOutputStream once = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      once.write(bytes[i]);
      boolean twice = (bytes[i] & 0xFF) == IAC && i + 1 < bytes.length;
      if (twice && (bytes[i + 1] & 0xFF) == IAC) {
        i++;
      }
    }
    return once.toByteArray();
  }
}

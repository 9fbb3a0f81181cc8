package org.evsebridge.bridge.discover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.SerialSettings.Parity;
import org.evsebridge.bridge.p1.Telegram;

/** What meters say, and what a line that is set otherwise makes of it. */
final class MeterLines {
  private static final String OBJECTS =
      "1-3:0.2.8(50)\r\n0-0:1.0.0(261128180000W)\r\n1-0:1.8.1(001581.123*kWh)\r\n"
          + "1-0:1.7.0(00.106*kW)\r\n1-0:32.7.0(229.5*V)\r\n1-0:31.7.0(001*A)\r\n";

  private MeterLines() {}

  static byte[] dsmr5() {
    return Telegram.withChecksum("/ISK5\\2M550T-1012\r\n\r\n" + OBJECTS + "!").bytes();
  }

  /** As {@link #dsmr5} with another polynomial's checksum. */
  static byte[] otherPolynomial() {
    byte[] telegram = dsmr5();
    telegram[telegram.length - 3] ^= 1;
    return telegram;
  }

  static byte[] dsmr3() {
    return ("/KMP5 ZABF001587315111\r\n\r\n0-0:96.1.1(205C4D246333034353537383234323121)\r\n"
            + "1-0:1.8.1(00185.000*kWh)\r\n1-0:1.7.0(0000.98*kW)\r\n!\r\n")
        .getBytes(ISO_8859_1);
  }

  /** A text as a line of seven bits and even parity has it. */
  static byte[] inSevenBits(byte[] text) {
    byte[] bytes = Arrays.copyOf(text, text.length);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 == 0 ? 0 : 0x80);
    }
    return bytes;
  }

  /**
   * What a receiver that is set to some speed sees.
   *
   * @param sent how the meter sends
   */
  static byte[] received(byte[] text, SerialSettings sent, SerialSettings set) {
    byte[] onLine = sent.parity() == Parity.EVEN ? inSevenBits(text) : text;
    if (sent.baudrate() == set.baudrate()) {
      byte[] read = Arrays.copyOf(onLine, onLine.length);
      for (int i = 0; i < read.length; i++) {
        read[i] &= (byte) ((1 << set.dataBits()) - 1);
      }
      return read;
    }
    byte[] garbage = new byte[Math.max(1, onLine.length / 3)];
    if (sent.baudrate() < set.baudrate()) {
      return garbage; // each run of low bits is a break
    }
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (onLine[3 * i] * 37 ^ 0x80 & (1 << set.dataBits()) - 1);
    }
    return garbage;
  }
}

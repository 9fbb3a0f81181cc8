package org.evsebridge.bridge.modbus;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Says for a person what bytes look like that are not the expected message. */
final class Guess {
  private static final int SHOWN = 16;
  private static final int TLS_HANDSHAKE = 0x16;

  private Guess() {}

  static String of(byte[] bytes, int to) {
    return name(bytes, to) + " (" + hex(bytes, to) + ")";
  }

  private static String name(byte[] bytes, int to) {
    String text = new String(bytes, 0, to, StandardCharsets.ISO_8859_1);
    if (text.startsWith("GET ") || text.startsWith("POST ") || text.startsWith("HEAD ")) {
      return "a web browser's request";
    }
    if (to > 2 && bytes[0] == TLS_HANDSHAKE && bytes[1] == 3) {
      return "the start of TLS";
    }
    if (text.startsWith(":") && text.chars().allMatch(Guess::isText)) {
      return "Modbus ASCII, which is not spoken here";
    }
    if (to > 0 && text.chars().allMatch(Guess::isText)) {
      return "text";
    }
    int pdu = PduLength.ofRequest(bytes, 1, to);
    int rtu = pdu + Rtu.OVERHEAD;
    if (pdu > 0 && to >= rtu && Rtu.isFrame(bytes, 0, rtu)) {
      return "an RTU request";
    }
    if (pdu > 0 && to == rtu) {
      return "an RTU request with a wrong CRC"; // what a broken-off MBAP header seldom looks like
    }
    if (to >= Mbap.HEADER_LENGTH && Mbap.mayBegin(bytes, to)) {
      return Mbap.isWhole(bytes, to) ? "a Modbus TCP request" : "an incomplete Modbus TCP request";
    }
    return pdu > 0 && to < rtu ? "an incomplete RTU request" : "no Modbus";
  }

  private static boolean isText(int c) {
    return c >= ' ' && c < 0x7F || c == '\r' || c == '\n' || c == '\t';
  }

  private static String hex(byte[] bytes, int to) {
    String shown = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(to, SHOWN));
    return to > SHOWN ? shown + " …" : shown;
  }
}

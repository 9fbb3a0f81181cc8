package org.evsebridge.simulator.recording;

import java.util.HexFormat;
import java.util.List;

/** A way in which programs write Modbus frames down, a line of text at a time. */
interface LineFormat {
  /**
   * Reads a line.
   *
   * @param number where the line stands, from 1
   * @return what it shows, in order; nothing for a line of another kind
   */
  List<Piece> read(int number, String line);

  /** Bytes from pairs of hexadecimal digits, whatever stands between the pairs. */
  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("0[xX]|[^0-9A-Fa-f]", ""));
  }
}

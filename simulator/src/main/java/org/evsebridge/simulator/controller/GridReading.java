package org.evsebridge.simulator.controller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Phase;

/**
 * What the maker's controller takes out of a telegram: not the currents, which have no sign and no
 * decimals, but powers over voltage. It takes only DSMR 5.0 and cuts the values out at fixed
 * columns; that it looks at the checksum is assumed, and so is that it leaves out the phases that a
 * one-phase meter does not show.
 */
final class GridReading {
  private static final String VERSION = "\n1-3:0.2.8(50)";
  private static final int IMPORT = 21; // OBIS group C of L1; 20 more for each further phase
  private static final int EXPORT = 22;
  private static final int VOLTS = 32;
  private static final int KILOWATT_DIGITS = "00.106".length();
  private static final int VOLT_DIGITS = "229.5".length();
  private static final int CHECKSUM_DIGITS = 4;

  private GridReading() {}

  /**
   * Amperes from the grid on each phase, negative when it feeds back, 0 on a phase that the meter
   * does not have.
   *
   * @throws IOException when the telegram is not usable; the message says why
   */
  static PerPhase parse(byte[] telegram) throws IOException {
    String text = new String(telegram, StandardCharsets.ISO_8859_1);
    if (!isIntact(telegram, text)) {
      throw new IOException("damaged");
    }
    if (!text.contains(VERSION)) {
      throw new IOException("not DSMR 5.0");
    }
    return new PerPhase(
        amperes(text, Phase.L1),
        has(text, Phase.L2) ? amperes(text, Phase.L2) : 0,
        has(text, Phase.L3) ? amperes(text, Phase.L3) : 0);
  }

  /** Whether anything is told of a phase; what is told must be whole then. */
  private static boolean has(String text, Phase phase) {
    return text.contains(obis(IMPORT, phase))
        || text.contains(obis(EXPORT, phase))
        || text.contains(obis(VOLTS, phase));
  }

  private static boolean isIntact(byte[] telegram, String text) {
    int end = text.lastIndexOf(Telegram.END) + 1;
    if (end == 0 || text.charAt(0) != Telegram.START || end + CHECKSUM_DIGITS > text.length()) {
      return false;
    }
    String right =
        HexFormat.of().withUpperCase().toHexDigits((short) Crc16.ARC.of(telegram, 0, end));
    return text.startsWith(right, end);
  }

  private static double amperes(String text, Phase phase) throws IOException {
    double kilowatts =
        value(text, obis(IMPORT, phase), KILOWATT_DIGITS)
            - value(text, obis(EXPORT, phase), KILOWATT_DIGITS);
    double volts = value(text, obis(VOLTS, phase), VOLT_DIGITS);
    return volts == 0 ? 0 : 1000 * kilowatts / volts;
  }

  private static String obis(int groupOfL1, Phase phase) {
    return "\n1-0:" + (groupOfL1 + 20 * phase.ordinal()) + ".7.0(";
  }

  private static double value(String text, String obis, int digits) throws IOException {
    int from = text.indexOf(obis) + obis.length();
    try {
      if (from >= obis.length()) {
        return Double.parseDouble(text.substring(from, from + digits));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // As good as not there.
    }
    throw new IOException("no value for " + obis.strip().replace("(", ""));
  }
}

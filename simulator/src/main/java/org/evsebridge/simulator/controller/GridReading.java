package org.evsebridge.simulator.controller;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Phase;

/**
 * What the maker's controller takes out of a telegram: not the currents, which have no sign and no
 * decimals, but powers over voltage. It takes only DSMR 5.0 and cuts the values out at fixed
 * columns; that it looks at the checksum is assumed.
 */
final class GridReading {
  private static final String VERSION = "\n1-3:0.2.8(50)";
  private static final int KILOWATT_DIGITS = "00.106".length();
  private static final int VOLT_DIGITS = "229.5".length();
  private static final int CHECKSUM_DIGITS = 4;

  private GridReading() {}

  /** Amperes from the grid on each phase, negative when it feeds back; empty when not usable. */
  static Optional<PerPhase> parse(byte[] telegram) {
    String text = new String(telegram, StandardCharsets.ISO_8859_1);
    if (!isIntact(telegram, text) || !text.contains(VERSION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PerPhase(amperes(text, Phase.L1), amperes(text, Phase.L2), amperes(text, Phase.L3)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
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

  private static double amperes(String text, Phase phase) {
    int group = 20 * phase.ordinal();
    double kilowatts =
        value(text, 21 + group, KILOWATT_DIGITS) - value(text, 22 + group, KILOWATT_DIGITS);
    double volts = value(text, 32 + group, VOLT_DIGITS);
    return volts == 0 ? 0 : 1000 * kilowatts / volts;
  }

  private static double value(String text, int group, int digits) {
    String obis = "\n1-0:" + group + ".7.0(";
    int at = text.indexOf(obis);
    if (at < 0) {
      throw new IllegalArgumentException("no " + obis);
    }
    int from = at + obis.length();
    return Double.parseDouble(text.substring(from, from + digits));
  }
}

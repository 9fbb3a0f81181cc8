package org.evsebridge.simulator.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.simulator.meter.SmartMeter;

/**
 * The smart meter's last telegram for a person.
 *
 * @param number counted from 1 since the meter began; 0 before the first
 * @param lines as they left its port, whole or not
 */
record TelegramView(long number, List<TelegramLine> lines) {
  private static final Pattern OBJECT =
      Pattern.compile("(\\d{1,3}-(\\d{1,3}):(\\d+\\.\\d+\\.\\d+))\\((.*)\\)");

  /**
   * A line of it.
   *
   * @param meaning what stands there, in words; empty for what is not known here
   */
  record TelegramLine(String text, String meaning) {}

  static TelegramView of(SmartMeter meter) {
    byte[] bytes = meter.lastSent();
    String whole = new String(bytes, ISO_8859_1);
    List<TelegramLine> lines = new ArrayList<>();
    for (String text : whole.isEmpty() ? new String[0] : whole.split("\r?\n")) {
      lines.add(new TelegramLine(text, meaning(text, bytes)));
    }
    return new TelegramView(meter.sent(), lines);
  }

  private static String meaning(String line, byte[] whole) {
    if (line.startsWith("/")) {
      return "the telegram begins; the meter's maker and type";
    }
    if (line.startsWith("!")) {
      return checksum(line.substring(1), whole);
    }
    Matcher object = OBJECT.matcher(line);
    return object.matches()
        ? new DataSet(object.group(1), List.of(object.group(4)))
            .obis()
            .map(Obis::title)
            .orElseGet(() -> ofOtherMeter(object.group(2), object.group(3)))
        : "";
  }

  private static String checksum(String written, byte[] whole) {
    if (written.isBlank()) {
      return "the telegram ends, without a checksum";
    }
    int end = new String(whole, ISO_8859_1).lastIndexOf('!') + 1;
    String right = HexFormat.of().withUpperCase().toHexDigits((short) Crc16.ARC.of(whole, 0, end));
    return "the telegram ends; its checksum is "
        + (written.strip().equals(right) ? "right" : "wrong, it should be " + right);
  }

  /** An object of a meter for gas, water or heat that the smart meter reads over its M-Bus. */
  private static String ofOtherMeter(String channel, String object) {
    if (channel.equals("0")) {
      return "";
    }
    String what =
        switch (object) {
          case "24.1.0" -> "kind";
          case "96.1.0", "96.1.1", "96.1.2" -> "number";
          case "24.4.0" -> "valve";
          default -> object.startsWith("24.") ? "time and reading" : "";
        };
    return what.isEmpty() ? "" : what + " of the other meter on channel " + channel;
  }
}

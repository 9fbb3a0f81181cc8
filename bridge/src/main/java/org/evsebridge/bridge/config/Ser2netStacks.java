package org.evsebridge.bridge.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the texts of accepters and connectors into what they stand for. */
final class Ser2netStacks {
  private static final SerialSettings STANDARD = SerialSettings.MODULE; // ser2net's 9600N81 too
  private static final Pattern SPEED =
      Pattern.compile("(\\d+)([NEOMS])?([5-8])?([12])?", Pattern.CASE_INSENSITIVE);
  private static final int HIGHEST_PORT = 65_535;

  private Ser2netStacks() {}

  static Ser2netAccepter accepter(String text) throws Ser2netFault {
    Gensio gensio = Gensio.parse(text);
    if (!gensio.name().equals("tcp")) {
      throw new Ser2netFault("'" + gensio.name() + "' cannot accept clients here; tcp can");
    }
    return new Ser2netAccepter(text, address(gensio.rest()));
  }

  private static TcpAddress address(String text) throws Ser2netFault {
    List<String> parts = Gensio.split(text);
    if (parts.isEmpty() || parts.size() > 2) {
      throw new Ser2netFault("after tcp a port or host,port must stand, found '" + text + "'");
    }
    return new TcpAddress(
        parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty(),
        port(parts.get(parts.size() - 1)));
  }

  private static int port(String text) throws Ser2netFault {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
      return Integer.parseInt(text);
    }
    throw new Ser2netFault(
        "a port is a number from 0 to " + HIGHEST_PORT + ", found '" + text + "'");
  }

  static Ser2netConnector connector(String text) throws Ser2netFault {
    Gensio gensio = Gensio.parse(text);
    if (!gensio.name().equals("serialdev")) {
      throw new Ser2netFault(
          "'" + gensio.name() + "' cannot be connected with here; serialdev can");
    }
    List<String> parts = Gensio.split(gensio.rest());
    if (parts.isEmpty()) {
      throw new Ser2netFault(
          "after serialdev the device must stand: serialdev,/dev/ttyUSB0,9600n81");
    }
    SerialSettings settings = STANDARD;
    for (String part : parts.subList(1, parts.size())) {
      Matcher speed = SPEED.matcher(part);
      if (speed.matches()) {
        settings = settings(speed);
      } else if (!part.equalsIgnoreCase("local")) { // modem lines are not looked at anyway
        throw new Ser2netFault("'" + part + "' is no setting of a serial device known here");
      }
    }
    return new Ser2netConnector.SerialLine(text, parts.get(0), settings);
  }

  private static SerialSettings settings(Matcher speed) throws Ser2netFault {
    int baudrate;
    try {
      baudrate = Integer.parseInt(speed.group(1));
    } catch (NumberFormatException e) {
      throw new Ser2netFault("'" + speed.group(1) + "' is no speed of a serial line");
    }
    SerialSettings.Parity parity =
        switch (speed.group(2) == null ? "N" : speed.group(2).toUpperCase(java.util.Locale.ROOT)) {
          case "E" -> SerialSettings.Parity.EVEN;
          case "O" -> SerialSettings.Parity.ODD;
          case "M" -> SerialSettings.Parity.MARK;
          case "S" -> SerialSettings.Parity.SPACE;
          default -> SerialSettings.Parity.NONE;
        };
    return new SerialSettings(
        baudrate,
        speed.group(3) == null ? STANDARD.dataBits() : Integer.parseInt(speed.group(3)),
        parity,
        speed.group(4) == null ? STANDARD.stopBits() : Integer.parseInt(speed.group(4)));
  }
}

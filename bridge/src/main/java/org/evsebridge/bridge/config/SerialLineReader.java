package org.evsebridge.bridge.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.SerialSettings.Parity;

/**
 * Reads the end serialdev of a stack: {@code serialdev,/dev/ttyUSB0,9600n81,local}, with what may
 * stand in parentheses behind serialdev and all parameters behind the device. Not thread-safe.
 */
final class SerialLineReader {
  static final Set<String> KEYS =
      Set.of(
          "speed",
          "local",
          "rtscts",
          "xonxoff",
          "hangup-when-done",
          "nobreak",
          "rs485",
          "dtr",
          "rts",
          "wronly",
          "readbuf",
          "drain_time",
          "char_drain_wait",
          "custspeed",
          "nouucplock");

  private static final Pattern SPEED =
      Pattern.compile("(\\d+)([NEOMS])?([5-8])?([12])?", Pattern.CASE_INSENSITIVE);
  private static final int SLOWEST = 10;
  private static final Pattern DATA_BITS = Pattern.compile("([5-8])DATABITS");
  private static final Pattern STOP_BITS = Pattern.compile("1STOPBIT|2STOPBITS");
  private static final String CLASS = "serialdev";

  private final Ser2netDefaults defaults;
  private SerialSettings settings = SerialSettings.MODULE; // ser2net's own default, 9600N81, too
  private boolean local;
  private boolean rtscts;
  private boolean xonxoff;
  private boolean hangupWhenDone;
  private Optional<Boolean> dtr = Optional.empty();
  private Optional<Boolean> rts = Optional.empty();
  private Optional<Rs485> rs485 = Optional.empty();

  private SerialLineReader(Ser2netDefaults defaults) {
    this.defaults = defaults;
  }

  static Ser2netConnector read(String text, Gensio serialdev, Ser2netDefaults defaults)
      throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(CLASS, serialdev.arguments(), defaults);
    arguments.ignore("readbuf", "drain_time", "char_drain_wait", "custspeed");
    boolean uucpLock = !arguments.flag("nouucplock");
    arguments.done();
    List<String> parts = Gensio.split(serialdev.rest());
    if (parts.isEmpty()) {
      throw new Ser2netFault(
          "after serialdev the device must stand: serialdev,/dev/ttyUSB0,9600n81");
    }
    String device =
        FileNames.device(parts.get(0))
            .orElseThrow(() -> new Ser2netFault("no device can be named '" + parts.get(0) + "'"));
    SerialLineReader reader = new SerialLineReader(defaults);
    reader.takeDefaults();
    for (String part : parts.subList(1, parts.size())) {
      reader.take(part);
    }
    return new Ser2netConnector.SerialLine(text, device, reader.parameters(uucpLock));
  }

  private SerialParameters parameters(boolean uucpLock) {
    return new SerialParameters(
        settings, local, rtscts, xonxoff, hangupWhenDone, dtr, rts, rs485, uucpLock);
  }

  private void takeDefaults() throws Ser2netFault {
    for (String key : List.of("speed", "local", "rtscts", "xonxoff", "hangup-when-done", "rs485")) {
      Optional<String> value = defaults.text(CLASS, key);
      if (value.isPresent()) {
        take(key + "=" + value.get());
      }
    }
  }

  private void take(String parameter) throws Ser2netFault {
    String upper = parameter.toUpperCase(Locale.ROOT);
    Matcher dataBits = DATA_BITS.matcher(upper);
    if (takeSpeed(parameter) || takeParity(upper)) {
      return;
    }
    if (dataBits.matches()) {
      settings = settings.withDataBits(Integer.parseInt(dataBits.group(1)));
    } else if (STOP_BITS.matcher(upper).matches()) {
      settings = settings.withStopBits(upper.charAt(0) - '0');
    } else if (upper.equals("HANGUP_WHEN_DONE")) {
      hangupWhenDone = true;
    } else if (upper.startsWith("-")) {
      takeNegated(parameter, upper);
    } else {
      takeKey(parameter);
    }
  }

  private boolean takeSpeed(String parameter) throws Ser2netFault {
    String text =
        parameter.toLowerCase(Locale.ROOT).startsWith("speed=")
            ? parameter.substring("speed=".length())
            : parameter;
    Matcher speed = SPEED.matcher(text);
    if (!speed.matches()) {
      return false;
    }
    try {
      int baudrate = Integer.parseInt(speed.group(1));
      if (baudrate < SLOWEST) {
        return false;
      }
      settings = settings.withBaudrate(baudrate);
    } catch (NumberFormatException e) {
      throw new Ser2netFault("'" + speed.group(1) + "' is no speed of a serial line");
    }
    if (speed.group(2) != null) {
      settings = settings.withParity(parity(speed.group(2).toUpperCase(Locale.ROOT).charAt(0)));
    }
    if (speed.group(3) != null) {
      settings = settings.withDataBits(Integer.parseInt(speed.group(3)));
    }
    if (speed.group(4) != null) {
      settings = settings.withStopBits(Integer.parseInt(speed.group(4)));
    }
    return true;
  }

  private static Parity parity(char letter) {
    return switch (letter) {
      case 'E' -> Parity.EVEN;
      case 'O' -> Parity.ODD;
      case 'M' -> Parity.MARK;
      case 'S' -> Parity.SPACE;
      default -> Parity.NONE;
    };
  }

  private boolean takeParity(String upper) {
    for (Parity parity : Parity.values()) {
      if (parity.name().equals(upper)) {
        settings = settings.withParity(parity);
        return true;
      }
    }
    return false;
  }

  private void takeNegated(String parameter, String upper) throws Ser2netFault {
    switch (upper) {
      case "-LOCAL" -> local = false;
      case "-RTSCTS" -> rtscts = false;
      case "-XONXOFF" -> xonxoff = false;
      case "-HANGUP_WHEN_DONE" -> hangupWhenDone = false;
      case "-NOBREAK" -> {}
      default -> throw unknown(parameter);
    }
  }

  private void takeKey(String parameter) throws Ser2netFault {
    GensioArguments one = new GensioArguments(CLASS, List.of(parameter), new Ser2netDefaults());
    switch (parameter.split("=", 2)[0].toLowerCase(Locale.ROOT)) {
      case "local" -> local = one.flag("local");
      case "rtscts" -> rtscts = one.flag("rtscts");
      case "xonxoff" -> xonxoff = one.flag("xonxoff");
      case "hangup-when-done" -> hangupWhenDone = one.flag("hangup-when-done");
      case "dtr" -> dtr = one.optionalFlag("dtr");
      case "rts" -> rts = one.optionalFlag("rts");
      case "rs485" -> rs485 = rs485(one.text("rs485").orElse("off"));
      // A break still on from before is cleared by the opening anyway.
      case "nobreak" -> one.flag("nobreak");
      case "wronly" -> {
        if (one.flag("wronly")) {
          throw new Ser2netFault("'wronly' cannot be had here: it is for printers");
        }
      }
      default -> throw unknown(parameter);
    }
  }

  private static Ser2netFault unknown(String parameter) {
    return new Ser2netFault("'" + parameter + "' is no parameter of a serial line");
  }

  /** Such as {@code 1:2:rts_on_send:rx_during_tx}, with the delays in milliseconds. */
  private static Optional<Rs485> rs485(String text) throws Ser2netFault {
    if (text.equals("off")) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.split(":"));
    if (parts.size() < 2
        || !parts.get(0).matches("\\d{1,6}")
        || !parts.get(1).matches("\\d{1,6}")) {
      throw new Ser2netFault(
          "'rs485' must be off or before:after[:...] with milliseconds, found '" + text + "'");
    }
    Set<String> known = Set.of("rts_on_send", "rts_after_send", "rx_during_tx", "terminate_bus");
    List<String> modes = parts.subList(2, parts.size());
    for (String mode : modes) {
      if (!known.contains(mode)) {
        throw new Ser2netFault("'" + mode + "' is no setting of rs485");
      }
    }
    return Optional.of(
        new Rs485(
            modes.contains("rts_on_send") || !modes.contains("rts_after_send"),
            Duration.ofMillis(Long.parseLong(parts.get(0))),
            Duration.ofMillis(Long.parseLong(parts.get(1))),
            modes.contains("rx_during_tx"),
            modes.contains("terminate_bus")));
  }
}

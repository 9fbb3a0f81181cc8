package org.evsebridge.bridge.config.ser2net;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.SerialSettings.Parity;

/**
 * Reads the end serialdev of a stack: {@code serialdev,/dev/ttyUSB0,9600n81,local}, with what may
 * stand in parentheses behind serialdev and all parameters behind the device. Not thread-safe.
 */
final class SerialLineReader {
  /** What may also stand behind the device. */
  private static final List<GensioArgument> PARAMETERS =
      List.of(
          GensioArgument.SERIAL_SPEED,
          GensioArgument.SERIAL_LOCAL,
          GensioArgument.SERIAL_RTSCTS,
          GensioArgument.SERIAL_XONXOFF,
          GensioArgument.SERIAL_HANGUP_WHEN_DONE,
          GensioArgument.SERIAL_RS485);

  private static final Pattern SPEED =
      Pattern.compile("(\\d+)([NEOMS])?([5-8])?([12])?", Pattern.CASE_INSENSITIVE);
  private static final int SLOWEST = 10;
  private static final Pattern DATA_BITS = Pattern.compile("([5-8])DATABITS");
  private static final Pattern STOP_BITS = Pattern.compile("1STOPBIT|2STOPBITS");

  private final GensioArguments.Context context;
  private SerialSettings settings = SerialSettings.MODULE; // until the defaults are taken
  private boolean local;
  private boolean rtscts;
  private boolean xonxoff;
  private boolean hangupWhenDone;
  private Optional<Boolean> dtr = Optional.empty();
  private Optional<Boolean> rts = Optional.empty();
  private Optional<Rs485> rs485 = Optional.empty();

  private SerialLineReader(GensioArguments.Context context) {
    this.context = context;
  }

  static Ser2netConnector read(String text, Gensio serialdev, GensioArguments.Context context)
      throws Ser2netFault {
    GensioArguments arguments =
        new GensioArguments(GensioName.SERIALDEV, serialdev.arguments(), context);
    Ser2netFaults faults = new Ser2netFaults();
    Optional<Boolean> uucpLock =
        faults.in(
            () ->
                !arguments.flag(GensioArgument.SERIAL_NOUUCPLOCK)
                    && arguments.flag(GensioArgument.SERIAL_UUCPLOCK));
    faults.check(arguments::done);
    List<String> parts = Gensio.split(serialdev.rest());
    Optional<String> device = faults.in(() -> device(parts));
    SerialLineReader reader = new SerialLineReader(context);
    faults.check(reader::takeDefaults);
    faults.check(() -> reader.takeAll(parts.stream().skip(1).toList()));
    faults.throwIfAny();
    return new Ser2netConnector.SerialLine(
        text, device.orElseThrow(), reader.parameters(uucpLock.orElseThrow()));
  }

  private static String device(List<String> parts) throws Ser2netFault {
    if (parts.isEmpty()) {
      throw new Ser2netFault(
          "after serialdev the device must stand: serialdev,/dev/ttyUSB0,9600n81");
    }
    return FileNames.device(parts.get(0))
        .orElseThrow(() -> new Ser2netFault("no device can be named '" + parts.get(0) + "'"));
  }

  private SerialParameters parameters(boolean uucpLock) {
    return new SerialParameters(
        settings, local, rtscts, xonxoff, hangupWhenDone, dtr, rts, rs485, uucpLock);
  }

  private void takeDefaults() throws Ser2netFault {
    for (GensioArgument parameter : PARAMETERS) {
      take(parameter.key() + "=" + parameter.defaultValue());
      Optional<String> value =
          context.defaults().text(GensioName.SERIALDEV.text(), parameter.key());
      if (value.isPresent()) {
        take(parameter.key() + "=" + value.get());
      }
    }
  }

  /** Takes parameters; the faults of all are reported together. */
  private void takeAll(List<String> parameters) throws Ser2netFault {
    Ser2netFaults faults = new Ser2netFaults();
    for (String parameter : parameters) {
      faults.check(() -> take(parameter));
    }
    faults.throwIfAny();
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
    Optional<GensioArgument> key =
        GensioArgument.named(GensioName.SERIALDEV, parameter.split("=", 2)[0]);
    if (key.isEmpty()) {
      throw unknown(parameter);
    }
    GensioArguments one =
        new GensioArguments(
            GensioName.SERIALDEV,
            List.of(parameter),
            new GensioArguments.Context(new Ser2netDefaults(), context.notices()));
    switch (key.get()) {
      case SERIAL_LOCAL -> local = one.flag(key.get());
      case SERIAL_RTSCTS -> rtscts = one.flag(key.get());
      case SERIAL_XONXOFF -> xonxoff = one.flag(key.get());
      case SERIAL_HANGUP_WHEN_DONE -> hangupWhenDone = one.flag(key.get());
      case SERIAL_DTR -> dtr = one.optionalFlag(key.get());
      case SERIAL_RTS -> rts = one.optionalFlag(key.get());
      case SERIAL_RS485 -> rs485 = rs485(one.text(key.get()).orElse("off"));
      case SERIAL_NOBREAK, SERIAL_WRONLY -> {}
      default -> throw unknown(parameter);
    }
    one.done();
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

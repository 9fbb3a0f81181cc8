package org.evsebridge.bridge.config.ser2net;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Durations;

/**
 * One option of a connection in a ser2net.yaml. The constants are the table of all of them: what
 * each is called, what it holds, its default, and what it is for or why it does nothing here.
 *
 * @param <T> what the option holds
 */
public final class Ser2netOption<T> {
  private static final Map<String, Ser2netOption<?>> TABLE = new LinkedHashMap<>();
  private static final Kind<String> TEXT = new Kind<>("a text", Optional::of);

  public static final Ser2netOption<Integer> MAX_CONNECTIONS =
      supported(
          "max-connections", atLeast(1), 1, "clients at once; each gets what the device says");

  public static final Ser2netOption<Boolean> KICKOLDUSER =
      flag("kickolduser", false, "whether a new client takes the highest place when none is free");

  public static final Ser2netOption<String> BANNER = text("banner", "said to each new client");

  public static final Ser2netOption<String> OPENSTR =
      text("openstr", "said to the device when the first client has come");

  public static final Ser2netOption<String> CLOSESTR =
      text("closestr", "said to the device when the last client has left");

  public static final Ser2netOption<String> CLOSEON =
      text("closeon", "when the device says this, all clients are closed");

  public static final Ser2netOption<String> SENDON =
      text("sendon", "when the device says this, what was held back goes out at once");

  public static final Ser2netOption<String> SIGNATURE =
      supported(
          "signature",
          new Kind<>("a text", Optional::of),
          "ser2net",
          "the answer to RFC 2217's question for a signature");

  public static final Ser2netOption<Boolean> CHARDELAY =
      flag(
          "chardelay",
          true,
          "whether what the device says is held back for a moment, to go out in fewer pieces");

  public static final Ser2netOption<Integer> CHARDELAY_SCALE =
      supported(
          "chardelay-scale",
          atLeast(0),
          20,
          "how long it is held back, in tenths of a character's time on the line");

  public static final Ser2netOption<Duration> CHARDELAY_MIN =
      micros(
          "chardelay-min", 1_000, "the least time that it is held back; written in microseconds");

  public static final Ser2netOption<Duration> CHARDELAY_MAX =
      micros(
          "chardelay-max",
          20_000,
          "the longest that anything is held back; written in microseconds");

  public static final Ser2netOption<Integer> DEV_TO_NET_BUFSIZE =
      supported(
          "dev-to-net-bufsize",
          atLeast(2),
          64,
          "so many bytes from the device are never held back");

  public static final Ser2netOption<Integer> NET_TO_DEV_BUFSIZE =
      supported(
          "net-to-dev-bufsize",
          atLeast(2),
          64,
          "bytes that may wait for the device before clients are slowed down");

  public static final Ser2netOption<String> TRACE_READ =
      text("trace-read", "the file that keeps what the device says");

  public static final Ser2netOption<String> TRACE_WRITE =
      text("trace-write", "the file that keeps what clients say");

  public static final Ser2netOption<String> TRACE_BOTH =
      text("trace-both", "the file that keeps both");

  /** The options that name trace files. */
  static final Set<Ser2netOption<String>> TRACE_FILES = Set.of(TRACE_READ, TRACE_WRITE, TRACE_BOTH);

  public static final Ser2netOption<Boolean> TRACE_READ_HEXDUMP =
      flag(
          "trace-read-hexdump",
          false,
          "whether that of `trace-read` has hexadecimal numbers and not raw bytes");

  public static final Ser2netOption<Boolean> TRACE_WRITE_HEXDUMP =
      flag("trace-write-hexdump", false, "the same of `trace-write`");

  public static final Ser2netOption<Boolean> TRACE_BOTH_HEXDUMP =
      flag("trace-both-hexdump", false, "the same of `trace-both`");

  public static final Ser2netOption<Boolean> TRACE_READ_TIMESTAMP =
      flag("trace-read-timestamp", false, "whether that of `trace-read` says when");

  public static final Ser2netOption<Boolean> TRACE_WRITE_TIMESTAMP =
      flag("trace-write-timestamp", false, "the same of `trace-write`");

  public static final Ser2netOption<Boolean> TRACE_BOTH_TIMESTAMP =
      flag("trace-both-timestamp", false, "the same of `trace-both`");

  static final Ser2netOption<Boolean> TRACE_HEXDUMP =
      flag("trace-hexdump", false, "sets the three that end in -hexdump");

  static final Ser2netOption<Boolean> TRACE_TIMESTAMP =
      flag("trace-timestamp", false, "sets the three that end in -timestamp");

  public static final Ser2netOption<RemoteAddresses> REMADDR =
      supported(
          "remaddr",
          new Kind<>(
              "addresses such as 192.168.1.5,0 with ';' between (one with '!' belongs to connback)",
              RemoteAddresses::parse),
          RemoteAddresses.ANY,
          "who may connect, as `address,port` with `;` between, port 0 for any; everybody when it"
              + " is not given");

  public static final Ser2netOption<Boolean> NO_CON_TO_ACC =
      flag("no-con-to-acc", false, "whether what the device says is thrown away");

  public static final Ser2netOption<Boolean> NO_ACC_TO_CON =
      flag("no-acc-to-con", false, "whether what clients say is thrown away");

  public static final Ser2netOption<Duration> ACCEPTER_RETRY_TIME =
      supported(
          "accepter-retry-time",
          seconds(),
          Duration.ofSeconds(10),
          "how long until a port that cannot be had is tried again; written in seconds");

  public static final Ser2netOption<Boolean> TELNET_BRK_ON_SYNC =
      flag(
          "telnet-brk-on-sync",
          false,
          "whether a client's telnet sync sends a break to the device");

  static final Ser2netOption<List<String>> CONNBACK =
      supported(
          "connback",
          new Kind<>(
              "addresses such as tcp,host,port with ';' between",
              text -> Optional.of(Ser2netOption.parts(text))),
          List.of(),
          "the clients that are dialled once the device says something, as stacks with `;`"
              + " between");

  public static final Ser2netOption<Optional<Duration>> CONNBACK_TIMEOUT =
      supported(
          "connback-timeout",
          new Kind<>(
              "a whole number of seconds",
              text -> wholeNumber(text).map(seconds -> Optional.of(Duration.ofSeconds(seconds)))),
          Optional.empty(),
          "seconds that a client that was dialled may be idle; as the connection's `timeout` if not"
              + " given");

  public static final Ser2netOption<Duration> CONNECTOR_RETRY_TIME =
      supported(
          "connector-retry-time",
          seconds(),
          Duration.ofSeconds(10),
          "with `connback`, how long until a device that cannot be opened is tried again; written"
              + " in seconds");

  static {
    withoutEffect("timeout-on-os-queue", "a client that takes nothing is cut off anyway");
    String users = "the program does not know users; check client certificates with ssl(CA=...)";
    refused("authdir", users);
    refused("pamauth", users);
    refused("allowed-users", users);
    withoutEffect("authdir-admin", Ser2netKey.ADMIN.term().says());
    withoutEffect("pamauth-admin", Ser2netKey.ADMIN.term().says());
    for (String led : List.of("led-rx", "led-tx", "led-conn")) {
      withoutEffect(led, Ser2netKey.LED.term().says());
    }
    for (String what :
        List.of(
            "",
            "-interface",
            "-nettype",
            "-name",
            "-type",
            "-domain",
            "-host",
            "-txt",
            "-port",
            "-sysattrs")) {
      withoutEffect("mdns" + what, "the port is not announced on the network");
    }
  }

  private final Term term;
  private final Kind<T> kind;
  private final T defaultValue;

  private Ser2netOption(Term term, Kind<T> kind, T defaultValue) {
    this.term = term;
    this.kind = kind;
    this.defaultValue = defaultValue;
    TABLE.put(term.name(), this);
  }

  /** What kind of value an option holds. */
  private record Kind<T>(String expected, Function<String, Optional<T>> parser) {}

  private static <T> Ser2netOption<T> supported(
      String key, Kind<T> kind, T defaultValue, String says) {
    return new Ser2netOption<>(
        Term.supported(key, written(defaultValue), says), kind, defaultValue);
  }

  /** A default as the documentation shows it; empty when there is none. */
  private static String written(Object defaultValue) {
    if (defaultValue instanceof Duration duration) {
      return Durations.format(duration);
    }
    boolean isNothing =
        Set.of(List.of(), Optional.empty(), RemoteAddresses.ANY).contains(defaultValue);
    return isNothing ? "" : defaultValue.toString();
  }

  private static Ser2netOption<Boolean> flag(String key, boolean defaultValue, String says) {
    return supported(
        key, new Kind<>("true or false", Ser2netOption::parseFlag), defaultValue, says);
  }

  private static Ser2netOption<String> text(String key, String says) {
    return supported(key, TEXT, "", says);
  }

  private static Ser2netOption<Duration> micros(String key, int defaultValue, String says) {
    return supported(
        key,
        new Kind<>(
            "a whole number of microseconds",
            text -> wholeNumber(text).map(n -> Duration.of(n, ChronoUnit.MICROS))),
        Duration.of(defaultValue, ChronoUnit.MICROS),
        says);
  }

  private static void withoutEffect(String key, String why) {
    new Ser2netOption<>(Term.withoutEffect(key, why), TEXT, "");
  }

  private static void refused(String key, String why) {
    new Ser2netOption<>(Term.refused(key, "", why), TEXT, "");
  }

  /** A number that is taken for the least one when it is less, as ser2net does. */
  private static Kind<Integer> atLeast(int least) {
    return new Kind<>(
        "a whole number", text -> wholeNumber(text).map(number -> Math.max(least, number)));
  }

  private static Kind<Duration> seconds() {
    return new Kind<>(
        "a whole number of seconds",
        text -> wholeNumber(text).map(number -> Duration.ofSeconds(Math.max(1, number))));
  }

  private static List<String> parts(String text) {
    return Stream.of(text.split(";")).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  /** A number as C writes it: decimal, octal or hexadecimal. */
  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.decode(text)).filter(number -> number >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A switch as ser2net reads it. */
  static Optional<Boolean> parseFlag(String text) {
    return switch (text) {
      case "true", "yes", "on", "1" -> Optional.of(true);
      case "false", "no", "off", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The option with a name, in whatever case. */
  static Optional<Ser2netOption<?>> named(String key) {
    return Optional.ofNullable(TABLE.get(key.toLowerCase(Locale.ROOT)));
  }

  /** Every option, in the table's order. */
  public static List<Ser2netOption<?>> all() {
    return List.copyOf(TABLE.values());
  }

  public String key() {
    return term.name();
  }

  /** Its row in the table. */
  Term term() {
    return term;
  }

  /** The value of an option that is not given. */
  public T defaultValue() {
    return defaultValue;
  }

  /** Whether a rotator has it too; it has no connection of its own, so it has only a few. */
  boolean isForRotators() {
    return this == ACCEPTER_RETRY_TIME || term.support() == Support.REFUSED;
  }

  /** What its value must be, for a message. */
  String expected() {
    return kind.expected();
  }

  Optional<Object> parse(String text) {
    return kind.parser().apply(text).map(Object.class::cast);
  }

  @Override
  public String toString() {
    return key();
  }
}

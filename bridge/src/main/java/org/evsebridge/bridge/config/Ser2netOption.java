package org.evsebridge.bridge.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One option of a connection in a ser2net.yaml. The constants are the table of all of them: what
 * each is called, what it holds, its default, and whether it does anything here.
 *
 * @param <T> what the option holds
 */
public final class Ser2netOption<T> {
  private static final Map<String, Ser2netOption<?>> TABLE = new LinkedHashMap<>();
  private static final int MOST_CONNECTIONS = 65_536;

  /** How many clients at once; each gets what the device says. */
  public static final Ser2netOption<Integer> MAX_CONNECTIONS =
      supported("max-connections", integer(1, MOST_CONNECTIONS), 1);

  /** Whether a new client takes the highest place when none is free. */
  public static final Ser2netOption<Boolean> KICKOLDUSER = supported("kickolduser", flag(), false);

  /** How long until a port that cannot be had is tried again. */
  public static final Ser2netOption<Duration> ACCEPTER_RETRY_TIME =
      supported("accepter-retry-time", seconds(1), Duration.ofSeconds(10));

  static {
    withoutEffect("telnet-brk-on-sync", flag(), "Java's sockets do not show telnet's urgent data");
  }

  private final String key;
  private final Kind<T> kind;
  private final T standard;
  private final Optional<String> withoutEffect;

  private Ser2netOption(String key, Kind<T> kind, T standard, Optional<String> withoutEffect) {
    this.key = key;
    this.kind = kind;
    this.standard = standard;
    this.withoutEffect = withoutEffect;
    TABLE.put(key, this);
  }

  /** What kind of value an option holds. */
  private record Kind<T>(String expected, Function<String, Optional<T>> parser) {}

  private static <T> Ser2netOption<T> supported(String key, Kind<T> kind, T standard) {
    return new Ser2netOption<>(key, kind, standard, Optional.empty());
  }

  private static <T> void withoutEffect(String key, Kind<T> kind, String reason) {
    new Ser2netOption<>(key, kind, null, Optional.of(reason));
  }

  private static Kind<Integer> integer(int min, int max) {
    return new Kind<>(
        "a whole number from " + min + " to " + max,
        text -> wholeNumber(text).filter(n -> n >= min && n <= max));
  }

  private static Kind<Duration> seconds(int min) {
    return new Kind<>(
        "a whole number of seconds, at least " + min,
        text -> wholeNumber(text).filter(n -> n >= min).map(Duration::ofSeconds));
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.decode(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Kind<Boolean> flag() {
    return new Kind<>("true or false", Ser2netOption::parseFlag);
  }

  /** A switch as ser2net reads it. */
  static Optional<Boolean> parseFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> Optional.of(true);
      case "false", "no", "off", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The option with a name. */
  public static Optional<Ser2netOption<?>> named(String key) {
    return Optional.ofNullable(TABLE.get(key));
  }

  /** Every option, in the table's order. */
  public static List<Ser2netOption<?>> all() {
    return List.copyOf(TABLE.values());
  }

  public String key() {
    return key;
  }

  /** The value of an option that is not given. */
  public T standard() {
    return standard;
  }

  /** Why the option is read but does nothing; empty for one that does. */
  public Optional<String> withoutEffect() {
    return withoutEffect;
  }

  /** What its value must be, for a message. */
  String expected() {
    return kind.expected();
  }

  Optional<Object> parseAny(String text) {
    return kind.parser().apply(text).map(Object.class::cast);
  }

  @Override
  public String toString() {
    return key;
  }
}

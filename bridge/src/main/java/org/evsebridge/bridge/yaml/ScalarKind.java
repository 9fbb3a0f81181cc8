package org.evsebridge.bridge.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A single value.
 *
 * @param words what it should be, for messages: "a duration such as 500ms"
 * @param parser empty when a text is not that
 * @param schema of the text or number, as an editor sees it
 * @param writer the text that is read as a value
 */
public record ScalarKind<T>(
    String words,
    Function<String, Optional<T>> parser,
    Map<String, Object> schema,
    Function<T, String> writer)
    implements ValueKind<T> {
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("[+-]?\\d{1,18}|0[xX][0-9a-fA-F]{1,15}");

  /** Where a schema has the names of a choice, and in the same order what they mean. */
  static final String NAMES = "enum";

  static final String MEANINGS = "enumDescriptions";

  /** Any text; YAML may take it for something else, which makes no difference here. */
  public static final ScalarKind<String> TEXT = of("a text", Optional::of);

  /** A switch. */
  public static final ScalarKind<Boolean> SWITCH =
      new ScalarKind<>(
          "true or false",
          ScalarKind::onOrOff,
          Map.of("enum", List.of(true, false, "on", "off", "yes", "no")),
          String::valueOf);

  /** A duration, zero included. */
  public static final ScalarKind<Duration> DURATION =
      duration("a duration such as 500ms or 1m30s", "", 0, Durations::parse);

  /** A duration that is not zero. */
  public static final ScalarKind<Duration> POSITIVE_DURATION =
      duration(
          "a duration longer than 0, such as 500ms",
          "(?=.*[1-9])",
          1,
          text -> Durations.parse(text).filter(duration -> !duration.isZero()));

  /** A value with a parser of its own, which is written as it prints itself. */
  public static <T> ScalarKind<T> of(String words, Function<String, Optional<T>> parser) {
    return new ScalarKind<>(
        words, parser, Map.of("type", List.of("string", "number", "boolean")), String::valueOf);
  }

  /** This kind with a regular expression that a text has to match as a whole, for editors. */
  public ScalarKind<T> pattern(String pattern) {
    Map<String, Object> narrower = new LinkedHashMap<>(schema);
    narrower.put("pattern", "^(?:" + pattern + ")$");
    return new ScalarKind<>(words, parser, narrower, writer);
  }

  /** This kind, whose values are written in another way than they print themselves. */
  public ScalarKind<T> written(Function<T, String> other) {
    return new ScalarKind<>(words, parser, schema, other);
  }

  /** A whole number within bounds, decimal or 0x-hexadecimal. */
  public static ScalarKind<Integer> whole(int min, int max) {
    return new ScalarKind<>(
        "a whole number from " + min + " to " + max,
        text -> wholeNumber(text).filter(n -> n >= min && n <= max).map(Math::toIntExact),
        Map.of("type", "integer", "minimum", min, "maximum", max),
        String::valueOf);
  }

  /** A number within bounds. */
  public static ScalarKind<Double> number(double min, double max) {
    return new ScalarKind<>(
        "a number from " + plain(min) + " to " + plain(max),
        text -> decimal(text).filter(n -> n >= min && n <= max),
        Map.of("type", "number", "minimum", min, "maximum", max),
        ScalarKind::plain);
  }

  /** One of an enum's constants, in lower case and with hyphens. */
  public static <E extends Enum<E>> ScalarKind<E> choice(Class<E> type) {
    return choice(List.of(type.getEnumConstants()), ScalarKind::name);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One of some values, each by its name. */
  public static <T> ScalarKind<T> choice(Collection<T> values, Function<T, String> name) {
    List<String> names = values.stream().map(name).toList();
    return new ScalarKind<>(
        "one of " + String.join(", ", names),
        text -> values.stream().filter(value -> name.apply(value).equals(text)).findFirst(),
        Map.of(NAMES, names.stream().map(ScalarKind::typed).toList()),
        name);
  }

  /** One of some values, each by its name and with what it means, which editors show. */
  public static <T> ScalarKind<T> choice(
      Collection<T> values, Function<T, String> name, Function<T, String> meaning) {
    ScalarKind<T> plain = choice(values, name);
    Map<String, Object> told = new LinkedHashMap<>(plain.schema());
    told.put(MEANINGS, values.stream().map(meaning).toList());
    return new ScalarKind<>(plain.words(), plain.parser(), told, name);
  }

  /** Whether its values have names. */
  boolean isChoice() {
    return this != SWITCH && schema.containsKey(NAMES);
  }

  private static ScalarKind<Duration> duration(
      String words, String condition, int least, Function<String, Optional<Duration>> parser) {
    // A bare 0 is a number to an editor, and no other number is a duration.
    return new ScalarKind<>(
            words,
            parser,
            Map.of("type", List.of("string", "integer"), "minimum", least, "maximum", 0),
            Durations::format)
        .pattern(condition + "(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
  }

  /** A whole number, decimal or 0x-hexadecimal; empty when the text is none. */
  public static Optional<Long> wholeNumber(String text) {
    return WHOLE_NUMBER.matcher(text).matches()
        ? Optional.of(Long.decode(decimalOrHex(text)))
        : Optional.empty();
  }

  /** Without leading zeros, which {@link Long#decode} would take for octal. */
  private static String decimalOrHex(String text) {
    return text.startsWith("0x") || text.startsWith("0X")
        ? text
        : text.replaceFirst("^([+-]?)0+(?=\\d)", "$1");
  }

  private static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(n -> Double.isFinite(n));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static Optional<Boolean> onOrOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A written value as an editor sees it. */
  static Object typed(String text) {
    return switch (text) {
      case "true" -> (Object) true;
      case "false" -> false;
      default -> text.matches("-?(0|[1-9]\\d{0,8})") ? (Object) Integer.valueOf(text) : text;
    };
  }

  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    Optional<T> value = take(node);
    if (value.isEmpty()) {
      String found = node instanceof YamlNode.Scalar s ? "'" + s.text() + "'" : node.kind();
      problems.add(node.at(), "'" + key + "' must be " + words + ", found " + found);
    }
    return value;
  }

  /** The value; empty when the node is none of this kind. */
  Optional<T> take(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar ? parser.apply(scalar.text()) : Optional.empty();
  }

  @Override
  public Map<String, Object> schema(String key, Schema all) {
    return schema;
  }

  @Override
  public String write(T value) {
    return writer.apply(value);
  }
}

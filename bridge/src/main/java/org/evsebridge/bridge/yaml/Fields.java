package org.evsebridge.bridge.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the keys of one block out of a strict configuration file (bridge.yaml, rig.yaml).
 *
 * <p>Each key is asked for once, by the type it must have; what does not fit is added to the
 * problems and counts as absent, so that reading goes on and all faults come out together. {@link
 * #done()} reports every key that nobody asked for. Not thread-safe.
 */
public final class Fields {
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("[+-]?\\d{1,18}|0[xX][0-9a-fA-F]{1,15}");

  private final Position at;
  private final Problems problems;
  private final Map<String, YamlNode.Entry> unasked = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private Fields(Position at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  /** The block's fields; a node that is no block is reported and counts as an empty one. */
  public static Fields of(YamlNode node, Problems problems) {
    Fields fields = new Fields(node.at(), problems);
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(fields::keep);
    } else if (!(node instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      problems.add(node.at(), "expected a block of keys, found " + node.kind());
    }
    return fields;
  }

  private void keep(YamlNode.Entry entry) {
    YamlNode.Entry first = unasked.putIfAbsent(entry.key(), entry);
    if (first != null) {
      problems.add(
          entry.at(),
          "'"
              + entry.key()
              + "' stands here a second time; the first is in line "
              + first.at().line());
    }
  }

  /** Where the block begins. */
  public Position at() {
    return at;
  }

  /** Where a key stands, or the block where it is not given. Ask before taking the key. */
  public Position at(String key) {
    YamlNode.Entry entry = unasked.get(key);
    return entry == null ? at : entry.value().at();
  }

  /** Whether a key is given. A key without a value counts as absent. */
  public boolean has(String key) {
    return Optional.ofNullable(unasked.get(key)).filter(Fields::hasValue).isPresent();
  }

  private static boolean hasValue(YamlNode.Entry entry) {
    return !(entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull());
  }

  /** The keys that nobody asked for yet, in the file's order. */
  public List<String> keys() {
    return List.copyOf(unasked.keySet());
  }

  /** Whether a key holds a block of keys. */
  public boolean isBlock(String key) {
    return has(key) && unasked.get(key).value() instanceof YamlNode.Mapping;
  }

  /** Takes a key as it stands. A key without a value counts as absent. */
  public Optional<YamlNode> node(String key) {
    asked.add(key);
    return Optional.ofNullable(unasked.remove(key))
        .filter(Fields::hasValue)
        .map(YamlNode.Entry::value);
  }

  /**
   * Takes a single value through a parser of its own.
   *
   * @param expected what the value should be, for the message: "a duration such as 500ms"
   * @param parser empty when the text is not that
   */
  public <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> parser) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof YamlNode.Scalar scalar)) {
      problems.add(
          node.get().at(), "'" + key + "' must be " + expected + ", found " + node.get().kind());
      return Optional.empty();
    }
    Optional<T> value = parser.apply(scalar.text());
    if (value.isEmpty()) {
      problems.add(
          scalar.at(), "'" + key + "' must be " + expected + ", found '" + scalar.text() + "'");
    }
    return value;
  }

  public Optional<String> text(String key) {
    return value(key, "a text", Optional::of);
  }

  /** Takes a whole number within bounds, decimal or 0x-hexadecimal. */
  public Optional<Integer> integer(String key, int min, int max) {
    return integer(key, "a whole number from " + min + " to " + max, n -> n >= min && n <= max);
  }

  /**
   * Takes a whole number, decimal or 0x-hexadecimal, that is one of those wanted.
   *
   * @param expected what the value should be, for the message
   */
  public Optional<Integer> integer(String key, String expected, IntPredicate wanted) {
    return value(
        key,
        expected,
        text ->
            wholeNumber(text)
                .filter(n -> n == n.intValue() && wanted.test(n.intValue()))
                .map(Math::toIntExact));
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

  /** Takes a number within bounds. */
  public Optional<Double> number(String key, double min, double max) {
    return value(
        key,
        "a number from " + plain(min) + " to " + plain(max),
        text -> decimal(text).filter(n -> n >= min && n <= max));
  }

  private static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(n -> Double.isFinite(n));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  public Optional<Boolean> flag(String key) {
    return value(
        key,
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes", "on" -> Optional.of(true);
              case "false", "no", "off" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  public Optional<Duration> duration(String key) {
    return value(key, "a duration such as 500ms or 1m30s", Durations::parse);
  }

  /** Takes a duration that is not zero. */
  public Optional<Duration> positiveDuration(String key) {
    return value(
        key,
        "a duration longer than 0, such as 500ms",
        text -> Durations.parse(text).filter(duration -> !duration.isZero()));
  }

  /** Takes a duration that is no longer than some. */
  public Optional<Duration> duration(String key, Duration most) {
    Position at = at(key);
    return noLonger(most, key, at, duration(key));
  }

  /** Takes a duration that is not zero and no longer than some. */
  public Optional<Duration> positiveDuration(String key, Duration most) {
    Position at = at(key);
    return noLonger(most, key, at, positiveDuration(key));
  }

  private Optional<Duration> noLonger(
      Duration most, String key, Position at, Optional<Duration> given) {
    Optional<Duration> taken = given.filter(duration -> duration.compareTo(most) <= 0);
    if (given.isPresent() && taken.isEmpty()) {
      problem(at, "'" + key + "' must be " + Durations.format(most) + " at most");
    }
    return taken;
  }

  /** Takes one of an enum's constants, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    Map<String, E> names =
        Stream.of(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Function.identity(),
                    (a, b) -> a,
                    LinkedHashMap::new));
    return value(
        key,
        "one of " + String.join(", ", names.keySet()),
        text -> Optional.ofNullable(names.get(text)));
  }

  /** Takes a nested block. */
  public Optional<Fields> block(String key) {
    return node(key).map(node -> of(node, problems));
  }

  /** Takes a list of blocks. */
  public List<Fields> blocks(String key) {
    return list(key).stream().map(node -> of(node, problems)).toList();
  }

  /** Takes a list; a value that is no list counts as a list of that one value. */
  public List<YamlNode> list(String key) {
    return node(key)
        .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.of(node))
        .orElse(List.of());
  }

  /** Adds a problem with this block. */
  public void problem(Position where, String text) {
    problems.add(where, text);
  }

  /** Reports what is left: keys that this block does not have. Call it last. */
  public void done() {
    for (YamlNode.Entry entry : unasked.values()) {
      problems.add(
          entry.at(),
          "'" + entry.key() + "' is not known here; known are " + String.join(", ", asked));
    }
  }
}

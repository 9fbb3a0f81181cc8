package org.evsebridge.bridge.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A key of a block, declared once. Reading, messages, tables of the documentation, schemas and
 * example files come from this:
 *
 * <pre>{@code
 * static final Key<Integer> PORT =
 *     Key.whole("port", 0, 65535).says("where clients connect; 0 picks a free one").such("1502");
 * static final Key<Duration> TIMEOUT =
 *     Key.positive("timeout").or(Duration.ofSeconds(1)).says("from request to answer");
 * static final Key<Duration> LATE =
 *     Key.duration("late").or("as 'timeout'", given -> given.get(TIMEOUT)).says("...");
 * static final Key<Optional<Boolean>> RTS = Key.onOff("rts").optional("left on").says("...");
 *
 * static final Block<LineTimes> TIMES =
 *     Block.of(TIMEOUT, LATE, RTS)
 *         .making(given -> new LineTimes(given.get(TIMEOUT), given.get(LATE), given.get(RTS)));
 * }</pre>
 *
 * @param meaning what it is for, in a phrase or sentence
 * @param such an example of its value, for a key without a default
 * @param isShown whether example files have it although it may be absent
 */
public record Key<T>(
    String name,
    ValueKind<T> kind,
    Absence<T> absence,
    String meaning,
    Optional<String> such,
    boolean isShown) {

  /** What holds when a key is absent. */
  public sealed interface Absence<T> {
    /** It must not be. */
    record Required<T>() implements Absence<T> {}

    /** A value that is always the same. */
    record Default<T>(T value) implements Absence<T> {}

    /**
     * Something that depends on other keys, or nothing.
     *
     * @param words for the documentation: "as 'timeout'"
     */
    record Computed<T>(String words, Function<Values, T> value) implements Absence<T> {}
  }

  /** A key that is required until {@link #or} or {@link #optional} says otherwise. */
  public static <T> Key<T> of(String name, ValueKind<T> kind) {
    return new Key<>(name, kind, new Absence.Required<>(), "", Optional.empty(), false);
  }

  public static Key<String> text(String name) {
    return of(name, ScalarKind.TEXT);
  }

  /**
   * A single value with a parser of its own.
   *
   * @param words what it should be, for the message: "a duration such as 5s, or never"
   * @param parser empty when a text is not that
   */
  public static <T> Key<T> text(String name, String words, Function<String, Optional<T>> parser) {
    return of(name, ScalarKind.of(words, parser));
  }

  /** A whole number within bounds. */
  public static Key<Integer> whole(String name, int min, int max) {
    return of(name, ScalarKind.whole(min, max));
  }

  /** A number within bounds. */
  public static Key<Double> number(String name, double min, double max) {
    return of(name, ScalarKind.number(min, max));
  }

  /** A switch. */
  public static Key<Boolean> onOff(String name) {
    return of(name, ScalarKind.SWITCH);
  }

  /** A duration, zero included. */
  public static Key<Duration> duration(String name) {
    return of(name, ScalarKind.DURATION);
  }

  /** A duration that is no shorter than some. */
  public static Key<Duration> duration(String name, Duration least) {
    return of(name, ScalarKind.DURATION.check(atLeast(least), tooShort(least)));
  }

  /** A duration within bounds. */
  public static Key<Duration> duration(String name, Duration least, Duration most) {
    return of(
        name,
        ScalarKind.DURATION
            .check(atLeast(least), tooShort(least))
            .check(upTo(most), tooLong(most)));
  }

  /** A duration, zero included, that is no longer than some. */
  public static Key<Duration> durationUpTo(String name, Duration most) {
    return of(name, ScalarKind.DURATION.check(upTo(most), tooLong(most)));
  }

  /** A duration that is not zero. */
  public static Key<Duration> positive(String name) {
    return of(name, ScalarKind.POSITIVE_DURATION);
  }

  /** A duration that is not zero and no longer than some. */
  public static Key<Duration> positive(String name, Duration most) {
    return of(name, ScalarKind.POSITIVE_DURATION.check(upTo(most), tooLong(most)));
  }

  private static Predicate<Duration> atLeast(Duration least) {
    return value -> value.compareTo(least) >= 0;
  }

  private static String tooShort(Duration least) {
    return "'%s' must be at least " + Durations.format(least);
  }

  private static Predicate<Duration> upTo(Duration most) {
    return value -> value.compareTo(most) <= 0;
  }

  private static String tooLong(Duration most) {
    return "'%s' must be " + Durations.format(most) + " at most";
  }

  /** One of an enum's constants, in lower case and with hyphens. */
  public static <E extends Enum<E>> Key<E> choice(String name, Class<E> type) {
    return of(name, ScalarKind.choice(type));
  }

  /** One of some values, each by its name. */
  public static <T> Key<T> choice(String name, Collection<T> values, Function<T, String> nameOf) {
    return of(name, ScalarKind.choice(values, nameOf));
  }

  /** A list, or one item alone. Each item reports for itself what is wrong with it. */
  public static <T> Key<List<T>> list(String name, ValueKind<T> item) {
    return of(name, new Lists<>(item, ""));
  }

  /**
   * A list of single values, or one of them alone.
   *
   * @param holds what they are, for the message: "addresses such as 0x0011 or 0x000A-0x000D"
   */
  public static <T> Key<List<T>> list(String name, String holds, ValueKind<T> item) {
    return of(name, new Lists<>(item, holds));
  }

  /**
   * A block whose keys are values themselves.
   *
   * @param refusal what to say of another key, behind the key itself: "is no unit"
   */
  public static <K, V> Key<Map<K, V>> map(
      String name, ScalarKind<K> keys, String refusal, ValueKind<V> values) {
    return of(name, new Maps<>(keys, refusal, values));
  }

  /**
   * Anything, as it stands, for what is read later.
   *
   * @param words what it is, for the documentation
   */
  public static Key<YamlNode> node(String name, String words) {
    return of(name, new AnyNode(words));
  }

  /** A single value, or a block or list. */
  public static <T> ValueKind<T> either(
      ValueKind<? extends T> single, ValueKind<? extends T> several) {
    return new Either<>(single, several);
  }

  /** This key with a default. */
  public Key<T> or(T value) {
    return absent(new Absence.Default<>(value));
  }

  /**
   * This key with a default that depends on others.
   *
   * @param words for the documentation: "as 'timeout'"
   */
  public Key<T> or(String words, Function<Values, T> value) {
    return absent(new Absence.Computed<>(words, value));
  }

  /** This key, which may be absent. */
  public Key<Optional<T>> optional() {
    return optional("");
  }

  /**
   * This key, which may be absent.
   *
   * @param words what holds then, for the documentation: "left on"
   */
  public Key<Optional<T>> optional(String words) {
    return new Key<>(
        name,
        kind.as(Optional::of, Optional::orElseThrow),
        new Absence.Computed<>(words, given -> Optional.empty()),
        meaning,
        such,
        isShown);
  }

  /** What it is for. */
  public Key<T> says(String sentence) {
    return new Key<>(name, kind, absence, sentence, such, isShown);
  }

  /** An example of its value. */
  public Key<T> such(String example) {
    return new Key<>(name, kind, absence, meaning, Optional.of(example), isShown);
  }

  /** This key, which example files have although it may be absent. */
  public Key<T> shown() {
    return new Key<>(name, kind, absence, meaning, such, true);
  }

  private Key<T> absent(Absence<T> other) {
    return new Key<>(name, kind, other, meaning, such, isShown);
  }

  /** What somebody is told who left it out: what there is to choose from, or what it means. */
  String wanted() {
    return kind instanceof ScalarKind<T> scalar && scalar.isChoice() ? scalar.words() : meaning;
  }

  public boolean isRequired() {
    return absence instanceof Absence.Required;
  }

  /** What holds when it is absent, as the documentation says it; empty when nothing does. */
  public String defaultValue() {
    if (absence instanceof Absence.Default<T> byDefault) {
      return kind.write(byDefault.value());
    }
    return absence instanceof Absence.Computed<T> computed ? computed.words() : "required";
  }
}

package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What can stand at a key: how it is read, written, documented and described to an editor. */
public interface ValueKind<T> {
  /**
   * Reads what stands at a key.
   *
   * @return empty when it does not fit, which is among the problems then
   */
  Optional<T> read(String key, YamlNode node, Problems problems);

  /** What may stand there, such as {@code a whole number from 0 to 20}. */
  String words();

  /** The same as a JSON Schema. */
  Map<String, Object> schema(String key, Schema schema);

  /** A value as a file has it, for the documentation. */
  String write(T value);

  /** The blocks that stand in it, for the documentation. */
  default Optional<Block<?>> block() {
    return Optional.empty();
  }

  /**
   * Bounds that are in neither {@link #words} nor the schema; if there are any, the text begins
   * with a comma.
   */
  default String bounds() {
    return "";
  }

  /** This kind, made into another type. */
  default <U> ValueKind<U> as(Function<T, U> to, Function<U, T> from) {
    return new Derived<>(
        this, (key, node, problems) -> read(key, node, problems).map(to), from, "");
  }

  /**
   * This kind, less some values.
   *
   * @param complaint what to say of others, with {@code %s} for the key: "'%s' must be 1m at most";
   *     the documentation has what follows "must be" or "holds" among the bounds
   */
  default ValueKind<T> check(Predicate<T> fits, String complaint) {
    return new Derived<>(
        this,
        (key, node, problems) -> {
          Optional<T> value = read(key, node, problems);
          boolean isFine = value.isEmpty() || fits.test(value.get());
          if (!isFine) {
            problems.add(node.at(), complaint.replace("%s", key));
          }
          return isFine ? value : Optional.empty();
        },
        value -> value,
        complaint.matches("'%s' (must be|holds) .*")
            ? complaint.replaceFirst("'%s' (must be|holds) ", "")
            : "");
  }

  /** This kind, with the place of each value. */
  default ValueKind<Placed<T>> placed() {
    return new Derived<>(
        this,
        (key, node, problems) ->
            read(key, node, problems).map(value -> new Placed<>(node.at(), value)),
        Placed::value,
        "");
  }

  /** A kind whose declaration is loaded only when such a value is read or documented. */
  static <T> ValueKind<T> deferred(Supplier<ValueKind<T>> kind) {
    return new Deferred<>(kind);
  }

  /** How a kind is read; as {@link #read}. */
  @FunctionalInterface
  interface Reader<T> {
    Optional<T> read(String key, YamlNode node, Problems problems);
  }

  /** This kind, of which nothing is taken when anything in it is wrong. */
  default ValueKind<T> faultless() {
    return new Derived<>(
        this,
        (key, node, problems) -> {
          int before = problems.count();
          return read(key, node, problems).filter(value -> problems.count() == before);
        },
        value -> value,
        "");
  }
}

package org.evsebridge.bridge.yaml;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A block of keys, and what is made of their values.
 *
 * @param anyCase whether keys may be written in capitals too, as evcc takes its own
 * @param maker called when every required key is given and every rule holds; may report more
 */
public record Block<T>(
    List<Key<?>> keys, List<Rule> rules, boolean anyCase, Function<Values, Optional<T>> maker)
    implements ValueKind<T> {

  /** A block of some keys; its values come as they are. */
  public static Block<Values> of(Key<?>... keys) {
    return of(List.of(keys));
  }

  /** A block of some keys; its values come as they are. */
  public static Block<Values> of(List<Key<?>> keys) {
    return new Block<>(List.copyOf(keys), List.of(), false, Optional::of);
  }

  /** This block with the keys and rules of others added; see {@link #from}. */
  public Block<T> and(Block<?>... others) {
    return new Block<>(
        Stream.concat(keys.stream(), Stream.of(others).flatMap(o -> o.keys.stream())).toList(),
        Stream.concat(rules.stream(), Stream.of(others).flatMap(o -> o.rules.stream())).toList(),
        anyCase,
        maker);
  }

  /** This block with another rule. */
  public Block<T> rule(Rule rule) {
    return new Block<>(
        keys, Stream.concat(rules.stream(), Stream.of(rule)).toList(), anyCase, maker);
  }

  /** This block, with keys in capitals taken too. */
  public Block<T> inAnyCase() {
    return new Block<>(keys, rules, true, maker);
  }

  /** This block, and what is made of its values. */
  public <U> Block<U> making(Function<? super T, U> next) {
    return makingIfAny(next.andThen(Optional::of));
  }

  /** This block, and what is made of its values; empty when they are faulty. */
  public <U> Block<U> makingIfAny(Function<? super T, Optional<U>> next) {
    return new Block<>(keys, rules, anyCase, given -> maker.apply(given).flatMap(next));
  }

  /** Whether it has a key of this name. */
  public boolean has(String name) {
    return keys.stream().anyMatch(key -> key.name().equals(name));
  }

  /** What is made of values that hold this block's keys among others. */
  public T from(Values given) {
    return maker.apply(given).orElseThrow();
  }

  /** What is made of an empty block; no key may be required. */
  public T defaults() {
    return from(new Values(new Position("", 1, 1), new Problems()));
  }

  /**
   * Reads a block.
   *
   * @return empty when a required key is missing or faulty, or a rule does not hold; the problems
   *     hold this and every other fault
   */
  public Optional<T> read(YamlNode node, Problems problems) {
    Values values = values(node, problems);
    return values.isWhole() ? maker.apply(values) : Optional.empty();
  }

  /**
   * Reads a block for callers that use its valid values even if others are faulty; see {@link
   * Values#find}.
   */
  public Values values(YamlNode node, Problems problems) {
    Values values = new Values(node.at(), problems);
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Key<?>> byName = new HashMap<>();
      keys.forEach(key -> byName.put(key.name(), key));
      for (YamlNode.Entry entry : once(mapping, problems, this::spelled)) {
        Key<?> key = byName.get(spelled(entry.key()));
        if (key == null) {
          problems.add(entry.at(), unknown(entry.key()));
        } else if (!isNothing(entry.value())) {
          values.read(key, entry.value());
        }
      }
    } else if (!isNothing(node)) {
      problems.add(node.at(), "expected a block of keys, found " + node.kind());
    }
    boolean isBlock = node instanceof YamlNode.Mapping || isNothing(node);
    values.whole(isBlock && isWhole(values));
    return values;
  }

  /** A block whose valid values are taken even if others are faulty. */
  public static ValueKind<Values> partly(Block<Values> block) {
    return new Derived<>(
        block,
        (key, node, problems) -> Optional.of(block.values(node, problems)),
        values -> values,
        "");
  }

  /** Whether nothing is written: such a key counts as absent, such a block as empty. */
  static boolean isNothing(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  private String spelled(String key) {
    return anyCase ? key.toLowerCase(Locale.ROOT) : key;
  }

  /** Reports what is missing. */
  private boolean isWhole(Values values) {
    for (Key<?> key : keys) {
      if (key.isRequired() && !values.has(key)) {
        values.problem(values.at(), "'" + key.name() + "' is missing: " + key.wanted());
      }
    }
    boolean isWhole = keys.stream().allMatch(values::isWhole);
    for (Rule rule : rules) {
      isWhole &= rule.check(values);
    }
    return isWhole;
  }

  private String unknown(String name) {
    List<String> names = keys.stream().map(Key::name).toList();
    return "'"
        + name
        + "' is not known here; known are "
        + String.join(", ", names)
        + Nearest.to(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /** The entries of a mapping; a key that stands there before is reported and left out. */
  static Collection<YamlNode.Entry> once(
      YamlNode.Mapping mapping, Problems problems, Function<String, String> spelled) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      YamlNode.Entry first = entries.putIfAbsent(spelled.apply(entry.key()), entry);
      if (first != null) {
        problems.add(
            entry.at(),
            "'"
                + entry.key()
                + "' stands here a second time; the first is in line "
                + first.at().line());
      }
    }
    return entries.values();
  }

  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    return read(node, problems);
  }

  @Override
  public String words() {
    return "a block of keys";
  }

  @Override
  public String write(T value) {
    return "";
  }

  @Override
  public Optional<Block<?>> block() {
    return Optional.of(this);
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return schema.define(key, this);
  }
}

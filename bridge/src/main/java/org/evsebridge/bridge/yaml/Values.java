package org.evsebridge.bridge.yaml;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What one block of a file gives for each of its keys. A value that did not fit is reported and
 * counts as absent. Not thread-safe.
 */
public final class Values {
  private final Position at;
  private final Problems problems;
  private final Map<Key<?>, YamlNode> given = new IdentityHashMap<>();
  private final Map<Key<?>, Object> read = new IdentityHashMap<>();
  private boolean whole = true;

  Values(Position at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  <T> void read(Key<T> key, YamlNode node) {
    given.put(key, node);
    key.kind().read(key.name(), node, problems).ifPresent(value -> read.put(key, value));
  }

  /** The key's value, or what holds without one. */
  @SuppressWarnings("unchecked") // put there under this key
  public <T> T get(Key<T> key) {
    Object value = read.get(key);
    if (value != null) {
      return (T) value;
    }
    if (key.absence() instanceof Key.Absence.Default<T> byDefault) {
      return byDefault.value();
    }
    if (key.absence() instanceof Key.Absence.Computed<T> computed) {
      return computed.value().apply(this);
    }
    throw new NoSuchElementException(key.name());
  }

  /** The same; empty for a required key that is missing or faulty, which is reported already. */
  public <T> Optional<T> find(Key<T> key) {
    return isWhole(key) ? Optional.of(get(key)) : Optional.empty();
  }

  /** Whether a key is given, valid or faulty. A key without a value counts as absent. */
  public boolean has(Key<?> key) {
    return given.containsKey(key);
  }

  /** Whether a key is given a value that fits, or has one without that. */
  boolean isWhole(Key<?> key) {
    return read.containsKey(key) || !key.isRequired();
  }

  void whole(boolean is) {
    whole = is;
  }

  /** Whether every required key has a value and every rule holds. */
  public boolean isWhole() {
    return whole;
  }

  /** Where the block begins. */
  public Position at() {
    return at;
  }

  /** Where a key's value stands, or the block where it is not given. */
  public Position at(Key<?> key) {
    YamlNode node = given.get(key);
    return node == null ? at : node.at();
  }

  /** Adds a problem with a key's value. */
  public void problem(Key<?> key, String text) {
    problem(at(key), text);
  }

  /** Adds a problem. */
  public void problem(Position where, String text) {
    problems.add(where, text);
  }
}

package org.evsebridge.bridge.yaml;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What must hold between the keys of a block, whatever their values.
 *
 * @param words what to do, for the message and the documentation
 * @param where the key whose place the message has; the block's where empty
 */
public record Rule(String words, Predicate<Values> holds, Optional<Key<?>> where) {
  /** At most one of two keys. */
  public static Rule notBoth(Key<?> one, Key<?> other) {
    return new Rule(
        "give either '" + one.name() + "' or '" + other.name() + "', not both",
        given -> !given.has(one) || !given.has(other),
        Optional.of(other));
  }

  /** A key that means something only beside another. */
  public static Rule belongs(Key<?> key, Key<?> other) {
    return new Rule(
        "'" + key.name() + "' belongs to '" + other.name() + "'",
        given -> !given.has(key) || given.has(other),
        Optional.of(key));
  }

  /** A rule of another kind; the message stands at the block. */
  public static Rule of(String words, Predicate<Values> holds) {
    return new Rule(words, holds, Optional.empty());
  }

  boolean check(Values given) {
    boolean fine = holds.test(given);
    if (!fine) {
      given.problem(where.map(given::at).orElse(given.at()), words);
    }
    return fine;
  }
}

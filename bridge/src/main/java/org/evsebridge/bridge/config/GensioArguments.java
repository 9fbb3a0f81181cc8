package org.evsebridge.bridge.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of one layer or end: {@code key=value}, or a bare key for a switch that is on. What
 * is not given comes from the file's defaults. Not thread-safe.
 */
final class GensioArguments {
  private final String className;
  private final Map<String, String> given = new HashMap<>();
  private final Set<String> unasked = new HashSet<>();
  private final Ser2netDefaults defaults;

  GensioArguments(String className, List<String> arguments, Ser2netDefaults defaults) {
    this.className = className;
    this.defaults = defaults;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String key = (equals < 0 ? argument : argument.substring(0, equals)).toLowerCase(Locale.ROOT);
      given.put(key, equals < 0 ? "true" : argument.substring(equals + 1));
      unasked.add(key);
    }
  }

  Optional<String> text(String key) {
    unasked.remove(key.toLowerCase(Locale.ROOT));
    Optional<String> value = Optional.ofNullable(given.get(key.toLowerCase(Locale.ROOT)));
    return (value.isPresent() ? value : defaults.text(className, key))
        .filter(text -> !text.isEmpty());
  }

  boolean flag(String key) throws Ser2netFault {
    return optionalFlag(key).orElse(false);
  }

  Optional<Boolean> optionalFlag(String key) throws Ser2netFault {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> value = Ser2netOption.parseFlag(text.get());
    if (value.isEmpty()) {
      throw new Ser2netFault("'" + key + "' must be true or false, found '" + text.get() + "'");
    }
    return value;
  }

  /** Takes keys that change nothing that anybody could notice here. */
  void ignore(String... keys) {
    for (String key : keys) {
      unasked.remove(key.toLowerCase(Locale.ROOT));
    }
  }

  /** Call it last: what nobody asked for is a fault. */
  void done() throws Ser2netFault {
    if (!unasked.isEmpty()) {
      throw new Ser2netFault("'" + unasked.iterator().next() + "' is no argument of " + className);
    }
  }
}

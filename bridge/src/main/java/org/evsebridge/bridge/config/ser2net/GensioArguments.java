package org.evsebridge.bridge.config.ser2net;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The arguments of one layer or end: {@code key=value}, or a bare key for a switch that is on. What
 * is not given comes from the file's defaults, then from the table's. Not thread-safe.
 */
final class GensioArguments {
  /**
   * What reading the arguments of any layer or end goes by.
   *
   * @param defaults those that the file has set so far
   * @param notices gets what is read and does nothing
   */
  record Context(Ser2netDefaults defaults, Consumer<String> notices) {}

  private final GensioName gensio;
  private final Map<String, String> given = new HashMap<>();
  private final Set<String> unasked = new LinkedHashSet<>();
  private final Context context;

  GensioArguments(GensioName gensio, List<String> arguments, Context context) {
    this.gensio = gensio;
    this.context = context;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String key = (equals < 0 ? argument : argument.substring(0, equals)).toLowerCase(Locale.ROOT);
      given.put(key, equals < 0 ? "true" : argument.substring(equals + 1));
      unasked.add(key);
    }
  }

  /** An argument's value; empty when it is an empty text. */
  Optional<String> text(GensioArgument argument) {
    unasked.remove(argument.key().toLowerCase(Locale.ROOT));
    return Optional.of(value(argument).orElse(argument.defaultValue()))
        .filter(text -> !text.isEmpty());
  }

  /** What was given, here or as a default. */
  private Optional<String> value(GensioArgument argument) {
    return Optional.ofNullable(given.get(argument.key().toLowerCase(Locale.ROOT)))
        .or(() -> context.defaults().text(gensio.text(), argument.key()));
  }

  boolean flag(GensioArgument argument) throws Ser2netFault {
    return optionalFlag(argument).orElse(false);
  }

  Optional<Boolean> optionalFlag(GensioArgument argument) throws Ser2netFault {
    Optional<String> text = text(argument);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> value = Ser2netOption.parseFlag(text.get());
    if (value.isEmpty()) {
      throw new Ser2netFault(
          "'" + argument.key() + "' must be true or false, found '" + text.get() + "'");
    }
    return value;
  }

  /**
   * Call it last: an argument that has not been read by now is without effect here, refused, or
   * unknown.
   */
  void done() throws Ser2netFault {
    Ser2netFaults faults = new Ser2netFaults();
    for (GensioArgument argument : GensioArgument.of(gensio)) {
      Optional<String> value = value(argument);
      if (value.isPresent() && !argument.isHarmless(value.get())) {
        faults.add(
            "'"
                + argument.key()
                + "' of "
                + gensio.text()
                + " cannot be had here: "
                + argument.term().says());
      }
    }
    for (String key : unasked) {
      Optional<GensioArgument> argument = GensioArgument.named(gensio, key);
      if (argument.isEmpty() || argument.get().term().support() == Support.SUPPORTED) {
        faults.add("'" + key + "' is no argument of " + gensio.text());
      } else if (argument.get().term().support() == Support.WITHOUT_EFFECT) {
        context
            .notices()
            .accept(
                "'"
                    + key
                    + "' of "
                    + gensio.text()
                    + " has no effect here: "
                    + argument.get().term().says());
      }
    }
    faults.throwIfAny();
  }
}

package org.evsebridge.bridge.config;

import java.util.Map;

/** The options given to a connection; every other one has its default. */
public record Ser2netOptions(Map<Ser2netOption<?>, Object> given) {
  public Ser2netOptions {
    given = Map.copyOf(given);
  }

  /** An option's value, or its default. */
  @SuppressWarnings("unchecked") // Ser2netReader puts an option's own type only
  public <T> T get(Ser2netOption<T> option) {
    return (T) given.getOrDefault(option, option.standard());
  }
}

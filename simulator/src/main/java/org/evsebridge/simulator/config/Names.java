package org.evsebridge.simulator.config;

import java.util.Optional;

/** What lines and chargers may be called, so that the paths of the control API can hold it. */
final class Names {
  /** For messages. */
  static final String RULE = "letters, digits, '.', '_' and '-'";

  private Names() {}

  /** A name; empty for another text. */
  static Optional<String> parse(String text) {
    return Optional.of(text).filter(t -> t.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"));
  }
}

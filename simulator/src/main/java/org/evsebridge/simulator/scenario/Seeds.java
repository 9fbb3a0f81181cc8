package org.evsebridge.simulator.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds with which a scenario runs.
 *
 * @param last included
 */
public record Seeds(long first, long last) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  /** For the message, the schema and the documentation. */
  public static final String WORDS = "seeds such as 1-1000";

  static final String PATTERN = "\\d{1,9}-\\d{1,9}";

  /** Reads {@code 1-1000}; empty when it is none. */
  public static Optional<Seeds> parse(String text) {
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(new Seeds(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
            .filter(seeds -> seeds.first <= seeds.last)
        : Optional.empty();
  }

  /** How many they are. */
  long count() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}

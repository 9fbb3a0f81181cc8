package org.evsebridge.bridge.process;

import java.util.Optional;

/**
 * A TCP port on a command line.
 *
 * @param number 0 to 65535; 0 picks a free one
 */
public record Port(int number) {
  private static final int HIGHEST = 65535;

  /** Reads a port; empty when the text is none. */
  static Optional<Port> parse(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST
        ? Optional.of(new Port(Integer.parseInt(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return String.valueOf(number);
  }
}

package org.evsebridge.bridge.process;

import java.util.Optional;
import org.evsebridge.bridge.config.TcpAddress;

/**
 * A TCP port on a command line.
 *
 * @param number 0 to 65535; 0 picks a free one
 */
public record PortNumber(int number) {

  /** Reads a port; empty when the text is none. */
  static Optional<PortNumber> parse(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= TcpAddress.HIGHEST_PORT
        ? Optional.of(new PortNumber(Integer.parseInt(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return String.valueOf(number);
  }
}

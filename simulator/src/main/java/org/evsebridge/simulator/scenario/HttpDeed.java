package org.evsebridge.simulator.scenario;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that an event sends to some program.
 *
 * @param url may hold placeholders of a run's ports
 * @param body JSON; empty for none
 * @param status that the answer must have; any of success where it is not told
 * @param text as it was written
 */
public record HttpDeed(
    String method, String url, Optional<String> body, OptionalInt status, String text) {
  /** Whether a status is the one that is expected. */
  public boolean expects(int answered) {
    return status.isPresent() ? status.getAsInt() == answered : answered / 100 == 2;
  }

  /** What is expected, for messages. */
  public String expected() {
    return status.isPresent() ? String.valueOf(status.getAsInt()) : "200 to 299";
  }
}

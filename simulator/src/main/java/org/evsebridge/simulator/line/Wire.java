package org.evsebridge.simulator.line;

import java.util.Locale;
import java.util.Optional;

/** How time passes between the line and a client. */
public enum Wire {
  /** It does not: everything arrives at once. */
  INSTANT,
  /** Each byte takes the time it would take on a serial line, both ways. */
  PACED,
  /**
   * The same, but an answer arrives in one piece when its first byte would, and the line is busy
   * until the last one would have come: a machine that is busy makes no gaps between the bytes.
   */
  FRAMED,
  /** A real serial line takes its time by itself; only the silence before the answer is kept. */
  REAL;

  /** The {@code pace} of rig.yaml: {@code true}, {@code false} or {@code frame}. */
  public static Optional<Wire> ofPace(String pace) {
    return switch (pace.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(PACED);
      case "false", "no", "off" -> Optional.of(INSTANT);
      case "frame" -> Optional.of(FRAMED);
      default -> Optional.empty();
    };
  }

  /** Whether the time on the wire is kept here. */
  boolean isPaced() {
    return this == PACED || this == FRAMED;
  }
}

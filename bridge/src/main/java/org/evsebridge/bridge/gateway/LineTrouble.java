package org.evsebridge.bridge.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells when a line has trouble and when that is over: some failures close together begin it, half
 * a minute of answers without any ends it. A single failure now and then is none. Moments are in
 * nanoseconds and come in from outside. Not thread-safe.
 */
final class LineTrouble {
  /** So many failures close together are trouble. */
  static final int FAILURES = 5;

  /** A failure weighs as much as so many answers. */
  static final int ANSWERS = 4;

  /** So long nothing may fail before it is over. */
  static final long QUIET = 30_000_000_000L;

  private static final int BEGINS = FAILURES * ANSWERS;
  private static final int MOST = 3 * BEGINS;

  /** What goes wrong, in the words of the log. */
  enum Kind {
    SILENCE("time-outs"),
    GARBLED("answers with a wrong CRC or a part missing"),
    OTHER_UNIT("answers as another unit"),
    FOREIGN("frames that nobody asked for");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private record What(int unit, Kind kind) implements Comparable<What> {
    @Override
    public int compareTo(What other) {
      return unit != other.unit ? Integer.compare(unit, other.unit) : kind.compareTo(other.kind);
    }
  }

  private final Map<What, Integer> counts = new TreeMap<>();
  private int level;
  private boolean on;
  private long since;
  private long lastFailure;

  /**
   * Something failed.
   *
   * @return what to say if trouble begins with that
   */
  Optional<String> failed(int unit, Kind kind, long now) {
    if (level == 0 && !on) {
      counts.clear();
      since = now;
    }
    lastFailure = now;
    counts.merge(new What(unit, kind), 1, Integer::sum);
    level = Math.min(MOST, level + ANSWERS);
    if (on || level < BEGINS) {
      return Optional.empty();
    }
    on = true;
    return Optional.of("trouble on the line: " + sum());
  }

  /**
   * A request was answered.
   *
   * @return what to say if trouble ends with that
   */
  Optional<String> answered(long now) {
    if (level > 0) {
      level--;
    }
    if (!on || level > 0 || now - lastFailure < QUIET) {
      return Optional.empty();
    }
    on = false;
    Duration lasted = Duration.ofNanos(lastFailure - since);
    return Optional.of(
        "the trouble on the line is over after " + lasted.toSeconds() + " s: " + sum());
  }

  private String sum() {
    return counts.entrySet().stream()
        .map(
            entry ->
                "unit "
                    + entry.getKey().unit()
                    + ": "
                    + entry.getValue()
                    + " "
                    + entry.getKey().kind().text)
        .collect(Collectors.joining(", "));
  }
}

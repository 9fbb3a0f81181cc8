package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.simulator.report.Happening;

/**
 * What one source says that may speak often. Of each kind the first lines are told one by one; a
 * line more stands for all that follow and counts them, so that what is new is seen however often
 * the rest came. Not thread-safe.
 */
final class Repeats {
  /** So many lines of a kind are told one by one. */
  static final int MOST_ALIKE = 10;

  /** So many lines in all; each kind that comes after that has only the line that counts. */
  static final int MOST_LINES = 100;

  /** Of more kinds it is only told that there were some. */
  static final int MOST_KINDS = 100;

  private final Map<String, Kind> kinds = new HashMap<>();
  private int lines;
  private boolean isFull;

  /** A line, which may stand for others that are like it. */
  static final class Line {
    private final Duration at;
    private final String text;
    private int times = 1;
    private String last = "";

    /**
     * @param text with the station's time
     */
    Line(Duration at, String text) {
      this.at = at;
      this.text = text;
    }

    private void again(String clock) {
      times++;
      last = clock;
    }

    Happening happening() {
      return new Happening(
          at, times == 1 ? text : text + "; " + times + " times alike until " + last);
    }
  }

  private static final class Kind {
    private int told;
    private Optional<Line> counting = Optional.empty();
  }

  /**
   * Takes note of what it says.
   *
   * @param clock the station's time, for people
   * @param kind what is alike has the same
   * @return the line for it; empty where one stands for it already
   */
  Optional<Line> note(Duration at, String clock, String kind, String what) {
    Kind known = kinds.get(kind);
    if (known == null && kinds.size() == MOST_KINDS) {
      boolean first = !isFull;
      isFull = true;
      return first
          ? Optional.of(new Line(at, clock + " " + what + "; what else comes is not told"))
          : Optional.empty();
    }
    if (known == null) {
      known = new Kind();
      kinds.put(kind, known);
    }
    if (known.counting.isPresent()) {
      known.counting.get().again(clock);
      return Optional.empty();
    }
    Line line = new Line(at, clock + " " + what);
    if (known.told < MOST_ALIKE && lines < MOST_LINES) {
      known.told++;
      lines++;
    } else {
      known.counting = Optional.of(line);
    }
    return Optional.of(line);
  }
}

package org.evsebridge.simulator.scenario;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.evsebridge.simulator.station.Station;

/**
 * Something that an event does.
 *
 * @param text as it was written
 */
record Action(String text, Consumer<World> act) {
  static final String DIES = "controller dies";
  static final String STARTS = "controller starts";

  private static final String SPEED = "clock speed ";

  /**
   * Reads an action.
   *
   * @throws IllegalArgumentException when it is none, or there is nothing of a name that it has;
   *     the message says what there is
   */
  static Action parse(String text, Station.Models models) {
    String words = text.trim();
    for (Word word : Words.ALL) {
      Matcher m = word.match(words);
      if (m.matches()) {
        return new Action(words, act(word, m, text, models));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' cannot be done here; known are " + Words.near(words));
  }

  private static Consumer<World> act(Word word, Matcher m, String text, Station.Models models) {
    try {
      return word.making()
          .of(m, models)
          .orElseThrow(() -> new WrongValue("it is written '" + word.shown() + "'"));
    } catch (WrongValue e) {
      throw new IllegalArgumentException(
          "'" + text + "' cannot be done here: " + e.getMessage(), e);
    }
  }

  /** That there is nothing of a name, and what there is of its kind, for messages. */
  static String noSuch(String what, String name, Collection<String> names) {
    String others =
        names.isEmpty()
            ? "there are none"
            : what + (names.size() == 1 ? " is " : "s are ") + String.join(" and ", names);
    return "there is no " + what + " '" + name + "'; " + others;
  }

  /** Whether it gives a part of the house other keys, such as {@code sun peak=6000} the sun. */
  boolean changes(String part) {
    return text.matches(part + " [a-z-]+=.*");
  }

  /** Whether it does something to the controller, which must be there then. */
  boolean isOfController() {
    return text.startsWith("controller ");
  }

  /** Whether only a rule of ours can do it: a program outside can be ended and started. */
  boolean isOfOurRule() {
    return isOfController() && !text.equals(DIES) && !text.equals(STARTS);
  }

  /** Whether it does something to evcc. */
  boolean isOfEvcc() {
    return text.startsWith("evcc ");
  }

  /** Whether it asks something of any program outside, which keeps real time. */
  boolean isOfHttp() {
    return text.startsWith("http ");
  }

  /** The speed that it gives the station's time, if it does. */
  OptionalDouble speed() {
    return text.startsWith(SPEED)
        ? OptionalDouble.of(Double.parseDouble(text.substring(SPEED.length())))
        : OptionalDouble.empty();
  }

  /** Whether it does something to the bridge, which must have a guard then. */
  boolean isOfBridge() {
    return text.startsWith("bridge ");
  }
}

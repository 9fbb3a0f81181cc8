package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * One of the words in which an event says what is done.
 *
 * @param shown how it is written
 * @param meaning what it does
 * @param requests those of the control API that do the same, as {@code METHOD path}
 */
record Word(String shown, String meaning, List<String> requests, Pattern pattern, Making making) {
  /** How the end of a word names a charger; the first when it does not. */
  static final String AT_CHARGER = "(?: at (.+))?";

  /** Makes of a text what is to be done. */
  interface Making {
    /**
     * @return empty when a value is not what the word's form says
     * @throws WrongValue when there is nothing of a name that the text has, or a value is wrong;
     *     the message says which
     */
    Optional<Consumer<World>> of(MatchResult match, Station.Models models);
  }

  static Word of(String shown, String pattern, String meaning, Making making) {
    return new Word(shown, meaning, List.of(), Pattern.compile(pattern), making);
  }

  /** One that depends on nothing. */
  static Word of(String shown, String meaning, Consumer<World> act) {
    return of(shown, shown, meaning, (match, models) -> Optional.of(act));
  }

  /** This word, which does what requests to the control API do. */
  Word as(String... others) {
    return new Word(shown, meaning, List.of(others), pattern, making);
  }

  Matcher match(String text) {
    return pattern.matcher(text);
  }

  /**
   * Does something to a charger.
   *
   * @param name null for the first
   * @throws WrongValue when there is none of that name
   */
  static Optional<Consumer<World>> onCharger(
      String name, Station.Models models, Consumer<Charger> what) {
    charger(name, models);
    return Optional.of(world -> what.accept(charger(name, world.models())));
  }

  /**
   * A charger.
   *
   * @param name null for the first
   * @throws WrongValue when there is none of that name
   */
  static Charger charger(String name, Station.Models models) {
    return name == null
        ? models.chargers().get(0)
        : models
            .charger(name)
            .orElseThrow(
                () -> new WrongValue(Action.noSuch("charger", name, models.chargerNames())));
  }

  /** What it begins with; something in capitals stands for a name. */
  String begins() {
    return shown.split(" ", 2)[0];
  }
}

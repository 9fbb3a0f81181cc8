package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.station.Station;

/**
 * What the texts of a scenario speak of.
 *
 * @param start when it begins
 */
record Setting(Station.Models models, ZonedDateTime start, Cast cast) {
  static Setting of(Station.Models models, Cast cast) {
    return new Setting(models, models.clock().instant().atZone(models.clock().zone()), cast);
  }

  /**
   * How long after the start a time is; what is none is a problem.
   *
   * @param or what else may stand there, for the message
   */
  Optional<Duration> time(Values given, Key<?> key, String text, String or) {
    Optional<Duration> time = Moment.parse(text, start);
    if (time.isEmpty()) {
      given.problem(
          key, "'" + key.name() + "' must be " + Moment.WORDS + or + ", found '" + text + "'");
    }
    return time;
  }

  /** The condition at a key, if it is there; what is none is a problem. */
  Optional<Condition> condition(Values given, Key<Optional<String>> key) {
    Optional<String> text = given.get(key);
    try {
      return text.map(t -> Condition.parse(t, models));
    } catch (WrongValue e) {
      given.problem(key, e.getMessage());
      return Optional.empty();
    }
  }
}

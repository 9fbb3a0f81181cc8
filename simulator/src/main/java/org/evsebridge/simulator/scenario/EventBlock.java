package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** An entry of a scenario's {@code events}. */
final class EventBlock {
  private static final Key<Optional<String>> AT =
      Key.of("at", Moment.TIME)
          .optional()
          .says("when it happens: a time of day, or so long after the start")
          .such("\"18:05\"");

  private static final Key<Optional<String>> WHEN =
      Key.of("when", Condition.KIND)
          .optional()
          .says("instead of a time: as soon as this holds")
          .such("grid L1 >= 30 A");

  private static final Key<List<Placed<String>>> DO =
      Key.list("do", ScalarKind.TEXT.placed())
          .says("words that say what is done; the table below has them")
          .such("oven on");

  private static final Key<Optional<String>> NAME =
      Key.text("name")
          .optional("each of its actions")
          .says("by what expectations refer to it")
          .such("the evening");

  static final Block<Values> BLOCK =
      Block.of(AT, WHEN, DO, NAME)
          .rule(
              Rule.of(
                  "an event has either 'at' or 'when'", given -> given.has(AT) != given.has(WHEN)));

  private static final String BY_THE_CLOCK =
      ", and times of day count from the start, whatever sets the clock: write how long after it"
          + " starts, such as 2h";

  private EventBlock() {}

  /** What it does, as it was written. */
  static Stream<String> words(Values given) {
    return given.get(DO).stream().map(Placed::value);
  }

  /**
   * The event in a scenario.
   *
   * @param runs how long the scenario runs; zero where that is not known
   */
  static Event event(Values given, Setting setting, Duration runs) {
    Optional<Duration> at = given.get(AT).flatMap(text -> setting.time(given, AT, text, ""));
    if (!runs.isZero() && at.filter(time -> time.compareTo(runs) >= 0).isPresent()) {
      given.problem(
          AT,
          "this event would be after the end: the run is over in "
              + Durations.format(runs)
              + (Durations.parse(given.get(AT).get()).isPresent() ? "" : BY_THE_CLOCK));
    }
    List<Action> actions = new ArrayList<>();
    for (Placed<String> text : given.get(DO)) {
      try {
        Action action = Action.parse(text.value(), setting.models());
        setting.cast().missing(action).ifPresent(why -> given.problem(text.at(), why));
        actions.add(action);
      } catch (IllegalArgumentException e) {
        given.problem(text.at(), e.getMessage());
      }
    }
    return new Event(given.get(NAME), at, setting.condition(given, WHEN), actions);
  }
}

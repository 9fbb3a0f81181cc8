package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happens once, at a time or as soon as a condition holds.
 *
 * @param name what its author calls it; empty where the actions speak for themselves
 * @param at how long after the start, if it is at a time
 * @param when as soon as this holds, if it is not
 */
record Event(
    Optional<String> name, Optional<Duration> at, Optional<Condition> when, List<Action> actions) {

  /** By what expectations may refer to it: its name and each of its actions. */
  List<String> names() {
    return Stream.concat(name.stream(), actions.stream().map(Action::text)).toList();
  }

  /** As a report shows it. */
  String text() {
    return name.orElseGet(() -> String.join(", ", names()));
  }

  /** The same of one whose condition did not hold once. */
  String neverHappened() {
    return "never happened: "
        + text()
        + when.map(w -> " (" + w.text() + " did not hold)").orElse("");
  }
}

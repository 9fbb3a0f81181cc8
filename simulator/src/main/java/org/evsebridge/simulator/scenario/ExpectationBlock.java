package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** An entry of a scenario's {@code expect}. */
final class ExpectationBlock {
  private static final Key<Optional<String>> ALWAYS =
      condition("always", "must hold at each step", "grid <= 25 A");

  private static final Key<Optional<String>> THAT =
      condition("that", "the same, in the words that suit 'after'", "current <= 6 A");

  private static final Key<Optional<String>> ONCE =
      condition("once", "must hold at one step at least", "state == C");

  private static final Key<Optional<String>> END =
      condition("end", "must hold when the run ends", "fuses blown == 0");

  private static final Key<Optional<String>> AFTER =
      Key.text("after").optional().says("the event from which on it counts").such("oven on");

  private static final Key<Duration> WITHIN =
      Key.duration("within")
          .or(Duration.ZERO)
          .says("so long after 'after' it begins to count; 'once': it must have held by then");

  private static final Key<Optional<String>> FROM =
      moment("from", "where it begins to count", "the start");

  private static final Key<Optional<String>> TO =
      moment("to", "where it no longer counts", "the end");

  private static final Map<Key<Optional<String>>, Expectation.Kind> KINDS =
      Map.of(
          ALWAYS, Expectation.Kind.ALWAYS,
          THAT, Expectation.Kind.ALWAYS,
          ONCE, Expectation.Kind.ONCE,
          END, Expectation.Kind.END);

  static final Block<Values> BLOCK =
      Block.of(ALWAYS, THAT, ONCE, END, AFTER, WITHIN, FROM, TO)
          .rule(
              Rule.of(
                  "an expectation has one of 'always', 'that', 'once' and 'end'",
                  given -> KINDS.keySet().stream().filter(given::has).count() == 1))
          .rule(Rule.notBoth(AFTER, FROM))
          .rule(Rule.belongs(WITHIN, AFTER));

  private final Values given;
  private final Setting setting;
  private final Set<String> events;
  private final StringBuilder window = new StringBuilder();

  private ExpectationBlock(Values given, Setting setting, Set<String> events) {
    this.given = given;
    this.setting = setting;
    this.events = events;
  }

  private static Key<Optional<String>> condition(String name, String meaning, String such) {
    return Key.of(name, Condition.KIND).optional().says(meaning).such(such);
  }

  private static Key<Optional<String>> moment(String name, String meaning, String standard) {
    return Key.of(name, ScalarKind.TEXT)
        .optional(standard)
        .says(meaning + ": a time of day, so long after the start, or an event")
        .such("\"18:05\"");
  }

  /**
   * The expectation in a scenario.
   *
   * @param events the names of those there are
   * @return empty when its condition is none
   */
  static Optional<Expectation> expectation(
      Values given, Setting setting, Set<String> events, Duration runs) {
    return new ExpectationBlock(given, setting, events).expectation(runs);
  }

  private Optional<Expectation> expectation(Duration runs) {
    boolean isOnce = given.has(ONCE);
    Moment from =
        given
            .get(AFTER)
            .map(event -> after(event, isOnce))
            .orElseGet(() -> moment(FROM, new Moment.At(Duration.ZERO)));
    Moment to = moment(TO, new Moment.At(runs));
    if (isOnce && from instanceof Moment.After after && !after.delay().isZero()) {
      if (given.has(TO)) {
        given.problem(TO, "'once' has either 'within' or 'to', which both end it");
      }
      to = after;
      from = new Moment.After(after.event(), Duration.ZERO);
    }
    Moment begins = from;
    Moment ends = to;
    return KINDS.entrySet().stream()
        .filter(kind -> given.has(kind.getKey()))
        .flatMap(
            kind ->
                setting.condition(given, kind.getKey()).stream()
                    .map(c -> new Expectation(kind.getValue(), c, begins, ends, text(kind, c))))
        .findFirst();
  }

  private String text(
      Map.Entry<Key<Optional<String>>, Expectation.Kind> kind, Condition condition) {
    String when =
        switch (kind.getValue()) {
          case ALWAYS -> window.isEmpty() ? "always " : "";
          case ONCE -> "once ";
          case END -> "at the end ";
        };
    return when + condition.text() + window;
  }

  /**
   * {@code after: oven on} with {@code within: 10s}: by then it must be so, for good, or have been
   * so once.
   */
  private Moment after(String event, boolean isOnce) {
    if (!events.contains(event)) {
      given.problem(
          AFTER,
          "no event is named '"
              + event
              + (events.isEmpty()
                  ? "'; there are none"
                  : "'; events are " + String.join(", ", events)));
    }
    Duration within = given.get(WITHIN);
    String from = (isOnce ? " within " : ", from ") + Durations.format(within);
    window
        .append(within.isZero() ? "" : from)
        .append(" after '")
        .append(event)
        .append(isOnce && !within.isZero() ? "'" : "' on");
    return new Moment.After(event, within);
  }

  /** A time, or the name of an event. */
  private Moment moment(Key<Optional<String>> key, Moment byDefault) {
    Optional<String> text = given.get(key);
    if (text.isEmpty()) {
      return byDefault;
    }
    window.append(' ').append(key.name()).append(' ').append(text.get());
    return events.contains(text.get())
        ? new Moment.After(text.get(), Duration.ZERO)
        : setting
            .time(given, key, text.get(), ", or an event's name")
            .<Moment>map(Moment.At::new)
            .orElse(byDefault);
  }
}

package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.evsebridge.bridge.yaml.Durations;

/**
 * A condition that somebody waits for. Its time counts from when it was asked; it is looked at once
 * at least, also when its time is over by then. Not thread-safe.
 */
final class Watch {
  private final Expectation.Kind kind;
  private final Condition condition;
  private final String expected;
  private final Duration asked;
  private final Duration from;
  private final Duration howLong;
  private final CompletableFuture<Waited> done = new CompletableFuture<>();
  private Optional<Looking> looking = Optional.empty();

  /** From the first look on. All since the start of the station's time. */
  private record Looking(Duration since, Duration until, Check check) {}

  /**
   * @param asked when it was, since the start of the station's time
   * @param after so long after that it begins to count
   * @param howLong it counts from then
   */
  Watch(
      Expectation.Kind kind,
      Condition condition,
      Duration asked,
      Duration after,
      Duration howLong) {
    this.kind = kind;
    this.condition = condition;
    this.expected = expected(kind, condition, after, howLong);
    this.asked = asked;
    this.from = asked.plus(after);
    this.howLong = howLong;
  }

  private static String expected(
      Expectation.Kind kind, Condition condition, Duration after, Duration howLong) {
    return condition.text()
        + (after.isZero() ? "" : " after " + Durations.format(after))
        + (kind == Expectation.Kind.ALWAYS ? " for " : " within ")
        + Durations.format(howLong);
  }

  /** What is waited for, for people, such as {@code L1 <= 25 A after 10s within 0s}. */
  String expected() {
    return expected;
  }

  /** Completed by whoever has looked; whoever cancels it waits no more. */
  CompletableFuture<Waited> done() {
    return done;
  }

  /**
   * Looks at the station.
   *
   * @param now since the start of its time
   * @param clock turns such a time into one for people
   * @return what came of it, once that is known
   */
  Optional<Waited> look(Duration now, Sight sight, Function<Duration, String> clock) {
    if (now.compareTo(from) < 0) {
      return Optional.empty();
    }
    if (looking.isEmpty()) {
      looking = Optional.of(begin(now));
    }
    Looking begun = looking.get();
    begun.check.look(now, sight);
    return begun.check.isSettled() || begun.until.compareTo(now) <= 0
        ? Optional.of(new Waited(begun.check.verdict(clock), took(now, begun)))
        : Optional.empty();
  }

  private Looking begin(Duration now) {
    Duration over = from.plus(howLong);
    Duration until = over.compareTo(now) < 0 ? now : over;
    Moment begin = new Moment.At(now);
    Moment end = new Moment.At(until);
    Expectation expectation = new Expectation(kind, condition, begin, end, expected);
    return new Looking(now, until, new Check(expectation));
  }

  private Duration took(Duration now, Looking begun) {
    boolean atOnce = now.equals(begun.since) && from.equals(asked);
    return atOnce ? Duration.ZERO : now.minus(asked);
  }
}

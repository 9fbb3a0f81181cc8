package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.evsebridge.simulator.report.Verdict;

/** An expectation during a run: looks at each step and remembers what it has seen. */
final class Check {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final Expectation expectation;
  private long from; // nanoseconds since the start, as the next
  private long to;
  private boolean entered;
  private double value = Double.NaN;
  private double worst = Double.NaN;
  private Duration worstAt = Duration.ZERO;
  private Optional<Duration> failedAt = Optional.empty();
  private double failedWith;
  private Optional<Duration> metAt = Optional.empty();
  private double metWith;

  Check(Expectation expectation) {
    this.expectation = expectation;
    happened(Map.of());
  }

  /**
   * Learns what has happened.
   *
   * @param events when each has happened, since the start
   */
  void happened(Map<String, Duration> events) {
    from = expectation.from().sinceStart(events).map(Duration::toNanos).orElse(NOT_YET);
    to = expectation.to().sinceStart(events).map(Duration::toNanos).orElse(NOT_YET);
  }

  /**
   * Looks at the station after a step.
   *
   * @param now since the start of the run
   */
  void look(Duration now, Sight sight) {
    long nanos = now.toNanos();
    if (nanos < from || nanos > to) {
      return;
    }
    Condition condition = expectation.condition();
    value = condition.quantity().of(sight);
    boolean holds = condition.holds(value);
    if (!entered || condition.isWorse(value, worst)) {
      worst = value;
      worstAt = now;
    }
    entered = true;
    if (holds && metAt.isEmpty()) {
      metAt = Optional.of(now);
      metWith = value;
    }
    if (!holds && failedAt.isEmpty()) {
      failedAt = Optional.of(now);
      failedWith = value;
    }
  }

  /** Whether nothing that is still to come changes the verdict. */
  boolean isSettled() {
    return switch (expectation.kind()) {
      case ALWAYS -> failedAt.isPresent();
      case ONCE -> metAt.isPresent();
      case END -> false;
    };
  }

  /**
   * The verdict, after the run.
   *
   * @param clock turns a time since the start into one for people
   */
  Verdict verdict(Function<Duration, String> clock) {
    boolean passed =
        entered
            && switch (expectation.kind()) {
              case ALWAYS -> failedAt.isEmpty();
              case ONCE -> metAt.isPresent();
              case END -> expectation.condition().holds(value);
            };
    return new Verdict(
        expectation.text(),
        passed,
        entered ? seen(clock) : neverBegan(),
        number(),
        expectation.condition().quantity().unit(),
        expectation.kind() == Expectation.Kind.ALWAYS ? failedAt : Optional.empty());
  }

  /** What tells one seed from another. */
  private OptionalDouble number() {
    double seen =
        switch (expectation.kind()) {
          case ALWAYS -> worst;
          case ONCE -> metAt.isPresent() ? metWith : value;
          case END -> value;
        };
    return Double.isNaN(seen) ? OptionalDouble.empty() : OptionalDouble.of(seen);
  }

  private String neverBegan() {
    return expectation.from() instanceof Moment.After after
        ? "'" + after.event() + "' never happened, or too late"
        : "the run ended before";
  }

  private String seen(Function<Duration, String> clock) {
    Quantity quantity = expectation.condition().quantity();
    return switch (expectation.kind()) {
      case END -> quantity.text(value);
      case ONCE ->
          metAt
              .map(at -> quantity.text(metWith) + " at " + clock.apply(at))
              .orElseGet(() -> "never, " + quantity.text(value) + " at last");
      case ALWAYS -> {
        String atWorst = "at worst " + quantity.text(worst) + " at " + clock.apply(worstAt);
        yield failedAt
            .map(
                at ->
                    quantity.text(failedWith)
                        + " at "
                        + clock.apply(at)
                        + (at.equals(worstAt) ? "" : ", " + atWorst))
            .orElse(atWorst);
      }
    };
  }
}

package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.simulator.config.Scalars;

/** A moment of a run: so long after its start, or after an event that may never happen. */
sealed interface Moment {
  /** For messages. */
  String WORDS = "a time of day such as 18:05, or a duration since the start";

  /** A moment as a file has it; only a station tells when that is. */
  ScalarKind<String> TIME =
      ScalarKind.of(WORDS, Optional::of).pattern(Scalars.TIME_OF_DAY + "|" + Scalars.DURATION);

  /** How long after the start; empty while the event has not happened. */
  Optional<Duration> sinceStart(Map<String, Duration> happened);

  /** So long after the start of the run. */
  record At(Duration offset) implements Moment {
    @Override
    public Optional<Duration> sinceStart(Map<String, Duration> happened) {
      return Optional.of(offset);
    }
  }

  /** So long after an event has happened for the first time. */
  record After(String event, Duration delay) implements Moment {
    @Override
    public Optional<Duration> sinceStart(Map<String, Duration> happened) {
      return Optional.ofNullable(happened.get(event)).map(delay::plus);
    }
  }

  /** Reads a time of day, the next there is after the start, or a duration since the start. */
  static Optional<Duration> parse(String text, ZonedDateTime start) {
    return Durations.parse(text).or(() -> timeOfDay(text, start));
  }

  private static Optional<Duration> timeOfDay(String text, ZonedDateTime start) {
    try {
      ZonedDateTime time = start.with(LocalTime.parse(text));
      return Optional.of(Duration.between(start, time.isBefore(start) ? time.plusDays(1) : time));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

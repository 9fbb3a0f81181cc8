package org.evsebridge.simulator.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Fields;

/**
 * Simulated time as rig.yaml's {@code time} block describes it.
 *
 * @param start local date and time of the first moment; empty for the real now
 * @param speed simulated over real time; more than 0
 * @param paused whether time stands still at first
 * @param seed where everything random comes from
 */
public record TimeSettings(Optional<LocalDateTime> start, double speed, boolean paused, long seed) {
  public static final TimeSettings REAL = new TimeSettings(Optional.empty(), 1, false, 1);

  /** Takes the whole block; speed 0 is another way to start paused, at real time later. */
  public static TimeSettings parse(Fields fields) {
    double speed = fields.number("speed", 0, RealTimeDriver.FASTEST).orElse(REAL.speed);
    TimeSettings settings =
        new TimeSettings(
            fields.value(
                "start",
                "a date, or a date and a time such as 2026-11-23 18:00",
                TimeSettings::dateTime),
            speed == 0 ? REAL.speed : speed,
            fields.flag("paused").orElse(speed == 0),
            fields.integer("seed", 0, Integer.MAX_VALUE).map(Integer::longValue).orElse(REAL.seed));
    fields.done();
    return settings;
  }

  private static Optional<LocalDateTime> dateTime(String text) {
    String[] parts = text.trim().split("[ T]", 2);
    try {
      LocalDate date = LocalDate.parse(parts[0], DateTimeFormatter.ISO_LOCAL_DATE);
      return Optional.of(
          parts.length == 1 ? date.atStartOfDay() : date.atTime(LocalTime.parse(parts[1].trim())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A clock that stands at the start. */
  public SimulatedClock clock(ZonedDateTime realNow) {
    return new SimulatedClock(
        start.map(local -> local.atZone(SimulatedClock.ZONE)).orElse(realNow));
  }
}

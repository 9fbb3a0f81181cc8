package org.evsebridge.simulator.config;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.TimeSettings;

/** The {@code time} block. */
final class TimeBlock {
  private TimeBlock() {}

  /** Takes the whole block; speed 0 is another way to start paused, at real time later. */
  static TimeSettings read(Fields fields) {
    TimeSettings usual = TimeSettings.DEFAULT;
    double speed = fields.number("speed", 0, RealTimeDriver.FASTEST).orElse(usual.speed());
    TimeSettings settings =
        new TimeSettings(
            fields.value(
                "start",
                "a date, or a date and a time such as 2026-11-23 18:00",
                TimeBlock::dateTime),
            speed == 0 ? usual.speed() : speed,
            fields.flag("paused").orElse(speed == 0),
            fields
                .integer("seed", 0, Integer.MAX_VALUE)
                .map(Integer::longValue)
                .orElse(usual.seed()));
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
}

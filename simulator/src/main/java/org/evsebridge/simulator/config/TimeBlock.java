package org.evsebridge.simulator.config;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.TimeSettings;

/** The {@code time} block. */
public final class TimeBlock {
  /** Local date and time, or a date for its first moment. */
  public static final ScalarKind<LocalDateTime> MOMENT =
      ScalarKind.of("a date, or a date and a time such as 2026-11-23 18:00", TimeBlock::moment)
          .pattern(
              " *\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])([ T] *"
                  + Scalars.TIME_OF_DAY
                  + ")? *");

  private static final Key<Optional<LocalDateTime>> START =
      Key.of("start", MOMENT)
          .optional("the real now")
          .says("local date and time of the first moment")
          .such("2026-11-23 18:00");

  private static final Key<Double> SPEED =
      Key.number("speed", 0, RealTimeDriver.FASTEST)
          .or(TimeSettings.DEFAULT.speed())
          .says("simulated over real time; 0 starts paused, at real time later");

  private static final Key<Boolean> PAUSED =
      Key.onOff("paused")
          .or("at 'speed: 0' only", given -> given.get(SPEED) == 0)
          .says("whether time stands still at first");

  private static final Key<Integer> SEED =
      Key.whole("seed", 0, Integer.MAX_VALUE)
          .or(Math.toIntExact(TimeSettings.DEFAULT.seed()))
          .says("where everything random comes from: the same seed gives the same run");

  /** Its keys. */
  public static final Block<TimeSettings> BLOCK =
      Block.of(START, SPEED, PAUSED, SEED)
          .making(
              given ->
                  new TimeSettings(
                      given.get(START),
                      given.get(SPEED) == 0 ? TimeSettings.DEFAULT.speed() : given.get(SPEED),
                      given.get(PAUSED),
                      given.get(SEED)));

  private TimeBlock() {}

  private static Optional<LocalDateTime> moment(String text) {
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

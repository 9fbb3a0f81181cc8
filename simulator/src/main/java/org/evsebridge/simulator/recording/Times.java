package org.evsebridge.simulator.recording;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as programs write them before a frame: a time of day with or without its date, or seconds
 * with decimals since some beginning.
 */
final class Times {
  /** What a moment looks like, for the patterns of whole lines; bytes between colons are none. */
  static final String PATTERN =
      "(?:\\d{4}[-/]\\d\\d[-/]\\d\\d[T ])?\\d\\d:\\d\\d:\\d\\d(?!:[0-9a-fA-F])(?:[.,]\\d{1,9})?"
          + "(?:Z|[+-]\\d\\d:?\\d\\d)?|\\d{1,10}\\.\\d{1,9}";

  private static final Pattern TIME_OF_DAY =
      Pattern.compile(
          "(?:(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ])?(\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?.*");

  private Times() {}

  /** Since 1970 with a date, else since midnight or the beginning; empty when it is no moment. */
  static Optional<Duration> parse(String text) {
    try {
      Matcher m = TIME_OF_DAY.matcher(text);
      if (!m.matches()) {
        return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e9)));
      }
      LocalTime time = LocalTime.parse(m.group(4) + (m.group(5) == null ? "" : "." + m.group(5)));
      long day =
          m.group(1) == null
              ? 0
              : LocalDate.of(
                      Integer.parseInt(m.group(1)),
                      Integer.parseInt(m.group(2)),
                      Integer.parseInt(m.group(3)))
                  .atStartOfDay()
                  .toEpochSecond(ZoneOffset.UTC);
      return Optional.of(Duration.ofSeconds(day).plusNanos(time.toNanoOfDay()));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}

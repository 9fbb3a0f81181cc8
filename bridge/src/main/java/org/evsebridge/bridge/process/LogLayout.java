package org.evsebridge.bridge.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.List;

/**
 * A line of the log: for a person with the time of day and the level, for the journal with the
 * priority only; at debug with the logger's name too. An exception's message follows on a line of
 * its own, at debug with the stack trace. Written in code because Logback's patterns take a
 * twentieth of the start-up time.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
  private static final int LEVEL_WIDTH = 5;

  private final boolean debug;
  private final boolean journal;
  private final ThrowableProxyConverter errors = new ThrowableProxyConverter();

  LogLayout(boolean debug, boolean journal) {
    this.debug = debug;
    this.journal = journal;
    errors.setOptionList(List.of(debug ? "full" : "0")); // 0: no line of the stack
  }

  @Override
  public void start() {
    errors.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    if (journal) {
      line.append('<').append(priority(event.getLevel())).append('>');
    } else {
      appendTime(line, event.getTimeStamp());
      String level = event.getLevel().toString();
      line.append(' ').append(level).append(" ".repeat(LEVEL_WIDTH - level.length() + 1));
    }
    if (debug) {
      String logger = event.getLoggerName();
      line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(' ');
    }
    line.append(event.getFormattedMessage()).append(System.lineSeparator());
    if (event.getThrowableProxy() != null) {
      line.append(errors.convert(event));
    }
    return line.toString();
  }

  /** As in sd-daemon(3). */
  private static int priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }

  private static void appendTime(StringBuilder line, long millis) {
    LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault());
    appendDigits(line, time.getHour(), 10);
    appendDigits(line.append(':'), time.getMinute(), 10);
    appendDigits(line.append(':'), time.getSecond(), 10);
    appendDigits(line.append('.'), time.get(ChronoField.MILLI_OF_SECOND), 100);
  }

  private static void appendDigits(StringBuilder line, int number, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      line.append((char) ('0' + number / place % 10));
    }
  }
}

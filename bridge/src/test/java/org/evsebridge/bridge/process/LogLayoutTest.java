package org.evsebridge.bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLayoutTest {
  private static final LocalDateTime MOMENT = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 67_000_000);

  private final LoggerContext context = new LoggerContext();

  private LoggingEvent event(Level level, Throwable error) {
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("org.some.Port"), level, "of {}", error, new Object[] {"ttyS0"});
    event.setInstant(MOMENT.atZone(ZoneId.systemDefault()).toInstant());
    return event;
  }

  private static String written(boolean debug, boolean journal, LoggingEvent event) {
    LogLayout layout = new LogLayout(debug, journal);
    layout.start();
    return layout.doLayout(event);
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, 03:04:05.067 ERROR of ttyS0, <3>of ttyS0",
    "WARN,  03:04:05.067 WARN  of ttyS0, <4>of ttyS0",
    "INFO,  03:04:05.067 INFO  of ttyS0, <6>of ttyS0",
    "DEBUG, 03:04:05.067 DEBUG of ttyS0, <7>of ttyS0",
  })
  void aLineIsForAPersonOrForTheJournal(String level, String person, String journal) {
    LoggingEvent event = event(Level.toLevel(level), null);
    assertThat(written(false, false, event)).isEqualTo(person + "\n");
    assertThat(written(false, true, event)).isEqualTo(journal + "\n");
  }

  @Test
  void atDebugTheLoggerIsNamedShortly() {
    LoggingEvent event = event(Level.INFO, null);
    assertThat(written(true, false, event)).isEqualTo("03:04:05.067 INFO  Port of ttyS0\n");
    assertThat(written(true, true, event)).isEqualTo("<6>Port of ttyS0\n");
  }

  @Test
  void anErrorIsOneLineAndAtDebugHasItsStack() {
    LoggingEvent event = event(Level.WARN, new IOException("went away"));
    assertThat(written(false, true, event))
        .isEqualTo("<4>of ttyS0\njava.io.IOException: went away\n");
    assertThat(written(true, true, event).lines())
        .startsWith("<4>Port of ttyS0", "java.io.IOException: went away")
        .anyMatch(line -> line.contains("at org.evsebridge") && line.contains("LogLayoutTest"));
  }
}

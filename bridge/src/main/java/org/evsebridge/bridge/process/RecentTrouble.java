package org.evsebridge.bridge.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last warnings and errors of the log, up to a bound, for those who show them. Thread-safe. */
public final class RecentTrouble implements AutoCloseable {
  /** How many are kept; the eldest goes. */
  static final int MOST = 50;

  private final Deque<Trouble> kept = new ArrayDeque<>();
  private final Ear ear = new Ear();

  /**
   * One of them.
   *
   * @param at when it was logged last, in milliseconds since 1970
   * @param times how often it was logged in a row
   * @param isError whether it is more than a warning
   * @param text as the log has it
   */
  public record Trouble(long at, int times, boolean isError, String text) {}

  /** Begins to listen; hears nothing where the log is another library's. */
  public RecentTrouble() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      ear.setContext(context);
      ear.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(ear);
    }
  }

  private final class Ear extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
        keep(
            event.getTimeStamp(),
            event.getLevel().isGreaterOrEqual(Level.ERROR),
            event.getFormattedMessage());
      }
    }
  }

  private synchronized void keep(long at, boolean isError, String text) {
    Trouble last = kept.peekFirst();
    int times = 1;
    if (last != null && last.text().equals(text)) {
      kept.removeFirst();
      times += last.times();
    }
    kept.addFirst(new Trouble(at, times, isError, text));
    if (kept.size() > MOST) {
      kept.removeLast();
    }
  }

  /** What is kept, the latest first. */
  public synchronized List<Trouble> all() {
    return List.copyOf(kept);
  }

  /** Stops listening. */
  @Override
  public void close() {
    if (ear.getContext() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(ear);
    }
  }
}

package org.evsebridge.bridge.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears the warnings and errors of a log that Logback writes. */
final class LogEar extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** Gets what is heard, on the thread that logs. */
  interface Listener {
    /**
     * @param at in milliseconds since 1970
     * @param isError whether it is more than a warning
     */
    void heard(long at, boolean isError, String text);
  }

  private final Listener listener;

  private LogEar(Listener listener) {
    this.listener = listener;
  }

  /**
   * Begins to listen.
   *
   * @return what ends it
   */
  static Runnable listen(Listener listener) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogEar ear = new LogEar(listener);
    ear.setContext(context);
    ear.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(ear);
    return () -> context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(ear);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      listener.heard(
          event.getTimeStamp(),
          event.getLevel().isGreaterOrEqual(Level.ERROR),
          event.getFormattedMessage());
    }
  }
}

package org.evsebridge.bridge.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Writes the log to standard error on a thread of its own, so that nobody who logs waits for a
 * reader that has stopped reading. In the place of three of Logback's classes, whose start costs 15
 * ms.
 */
final class LogWriter extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** How many events may wait to be written; one more is lost. */
  static final int MOST_WAITING = 8_192;

  /** How long the end of the program waits for the last of them. */
  private static final Duration LAST = Duration.ofSeconds(1);

  /** Runs what writes a line. */
  private static volatile Consumer<Runnable> around = Runnable::run;

  private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LogLayout layout;
  private final Thread thread = Threads.daemon("log", this::writeUntilStopped);

  LogWriter(LogLayout layout) {
    this.layout = layout;
  }

  static void around(Consumer<Runnable> other) {
    around = other;
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    waiting.offer(event);
  }

  private void writeUntilStopped() {
    try {
      while (isStarted()) {
        write(waiting.take());
      }
    } catch (InterruptedException e) {
      // Stopped: what waits is still to be written.
    }
    for (ILoggingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
      write(event);
    }
  }

  private void write(ILoggingEvent event) {
    around.accept(() -> System.err.print(layout.doLayout(event)));
  }

  @Override
  public void stop() {
    super.stop();
    thread.interrupt();
    try {
      thread.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

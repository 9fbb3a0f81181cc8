package org.evsebridge.bridge.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The last warnings and errors of the log, up to a bound, for those who show them. Thread-safe. */
public final class RecentTrouble implements AutoCloseable {
  /** How many are kept; the eldest goes. */
  static final int MOST = 50;

  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

  private final Deque<Trouble> kept = new ArrayDeque<>();
  private final Runnable ear;

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
    // By its name: a library's user need not have Logback at all.
    boolean isLogback = LoggerFactory.getILoggerFactory().getClass().getName().equals(LOGBACK);
    ear = isLogback ? LogEar.listen(this::keep) : () -> {};
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
    ear.run();
  }
}

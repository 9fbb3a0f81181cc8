package org.evsebridge.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.natives.GnuLibC;
import org.evsebridge.bridge.process.Threads;

/**
 * Gives back to the system what Java has freed outside its heap, again and again: its compilers
 * take 30 MB for a moment, of which the C library keeps half for good. Java does so by itself only
 * where it is started with an experimental option.
 */
final class FreedMemory implements AutoCloseable {
  /** Real time between two times. */
  static final Duration EVERY = Duration.ofSeconds(10);

  private final Duration every;
  private final Thread thread = Threads.daemon("freed memory", this::run);

  private FreedMemory(Duration every) {
    this.every = every;
  }

  /** Begins; does nothing where the C library is not GNU's. */
  static FreedMemory goesBack(Duration every) {
    FreedMemory begun = new FreedMemory(every);
    begun.thread.start();
    return begun;
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
        GnuLibC.trim();
      }
    } catch (InterruptedException | LinkageError e) {
      // it ends
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

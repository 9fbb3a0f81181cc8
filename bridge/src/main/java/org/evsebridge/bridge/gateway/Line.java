package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What carries requests to the devices, one transaction at a time. Nothing here waits, save for the
 * system to take what is sent: the bus calls {@link #begin} when the line is free, and {@link
 * #look} when something came or its time has come. One thread at a time may be inside; which one
 * does not matter. Moments are those of {@link System#nanoTime}.
 */
interface Line extends AutoCloseable {
  /** Hears of the line. Called from the line's threads, one call at a time. */
  interface Watcher {
    /** The line can be used. */
    void up();

    /** The line cannot be used; a transaction under way has failed. */
    void down();

    /** Something came. */
    void heard();
  }

  /** Starts to keep the line up; returns at once. Call it once. */
  void start(Watcher watcher);

  /** From when on the line may be used, after the transaction before and after noise. */
  long freeAt();

  /**
   * Sends a request.
   *
   * @return how the transaction ended, if it did with that
   */
  Optional<Outcome> begin(Adu request);

  /** Guess at what came; empty while the transaction goes on. */
  Optional<Outcome> look(long now);

  /** When {@link #look} is worth another try though nothing comes. */
  long lookAt();

  /** Lets go of the line; it is closed when this returns. */
  @Override
  void close();
}

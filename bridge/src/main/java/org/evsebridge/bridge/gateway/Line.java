package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What carries requests to the devices, one transaction at a time. Nothing here waits, save for the
 * system to take what is sent: the bus calls {@link #begin} when the line is free, and {@link
 * #look} when something came or its time has come. One thread at a time may be inside; which one
 * does not matter. Moments are in nanoseconds of the clock that the line was made with.
 */
interface Line extends AutoCloseable {
  /** Hears of the line. Called from the line's threads, one call at a time. */
  interface Watcher {
    /** The line can be used. */
    void up();

    /**
     * The line cannot be used for the moment, as a new connection is being made; a transaction
     * under way has failed.
     */
    void interrupted();

    /** The line cannot be used; a transaction under way has failed. */
    void down();

    /** Something came. */
    void heard();

    /**
     * A device said something, as its CRC shows. Called while the line looks at what came.
     *
     * @return whether it is the answer to the request that is under way
     */
    boolean said(Adu frame);

    /** A device answered what has counted as silent, or will, as nobody can use the answer. */
    void late(Adu frame);
  }

  /** Starts to keep the line up; returns at once. Call it once. */
  void start(Watcher watcher);

  /** Something waits for the line: one that is closed while nobody needs it comes up. */
  default void wanted() {}

  /** Looks at what came though no request is under way. */
  void listen(long now);

  /** From when on the line may be used, after the transaction before and after noise. */
  long freeAt();

  /**
   * Sends a request.
   *
   * @param timeout how long the answer is waited for, from the end of the request
   * @return how the transaction ended, if it did with that
   */
  Optional<Outcome> begin(Adu request, long timeout);

  /** The answer is waited for no longer than this, from the end of the request. */
  void hurry(long timeout);

  /** Looks at what came; empty while the transaction goes on. */
  Optional<Outcome> look(long now);

  /** When {@link #look} is worth another try though nothing comes. */
  long lookAt();

  /** Lets go of the line; it is closed when this returns. */
  @Override
  void close();
}

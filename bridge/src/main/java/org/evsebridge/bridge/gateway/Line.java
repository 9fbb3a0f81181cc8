package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Adu;

/**
 * What carries requests to the devices, one transaction at a time. {@link #rest} and {@link
 * #exchange} are called by one thread only, the bus's, and block.
 */
interface Line extends AutoCloseable {
  /** Hears whether the line can be used. Called from the line's threads. */
  interface Watcher {
    void up();

    void down();
  }

  /** Starts to keep the line up; returns at once. Call it once. */
  void start(Watcher watcher);

  /** Waits until the line may be used again after the transaction before. */
  void rest() throws InterruptedException;

  /**
   * Performs a transaction.
   *
   * @param deadline when sending is no longer worth it, by {@link System#nanoTime}
   */
  Outcome exchange(Adu request, long deadline) throws InterruptedException;

  /** Lets go of the line; it is closed when this returns. */
  @Override
  void close();
}

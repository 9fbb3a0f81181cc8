package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.serial.Presence;

/** Bytes to and from where the devices are: a serial device or a TCP connection, kept up. */
interface Transport extends AutoCloseable {
  /** Hears of the transport. Called from the transport's threads, one call at a time. */
  interface Owner extends Presence {}

  /** Starts to keep the transport up; returns at once. Call it once. */
  void start(Owner owner);

  /**
   * Sends bytes; may block until the system has taken them.
   *
   * @return false when the transport is down
   */
  boolean write(byte[] bytes);

  /** Cuts the transport, which comes up again by itself: what it says makes no sense any more. */
  void reset();

  /** Lets go of the transport; it is closed when this returns. */
  @Override
  void close();
}

package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.serial.Presence;

/** Bytes to and from where the devices are: a serial device or a TCP connection, kept up. */
interface Transport extends AutoCloseable {
  /** Hears of the transport. Called from the transport's threads, one call at a time. */
  interface Owner extends Presence<String> {
    /** It is gone, and a new connection is being made. */
    void interrupted();
  }

  /** Starts to keep the transport up; returns at once. Call it once. */
  void start(Owner owner);

  /** Something waits to be sent: one that is closed while nobody needs it comes up. */
  default void wanted() {}

  /**
   * Sends bytes; may block until the system has taken them.
   *
   * @return false when the transport is down
   */
  boolean write(byte[] bytes);

  /** Whether all of the last bytes, or some, may have left; false only if certainly none did. */
  default boolean hasSent() {
    return true;
  }

  /** Nothing is under way: a time to make a connection anew. */
  default void free() {}

  /**
   * Cuts a connection, which is made anew at once: what it says makes no sense any more, or it says
   * nothing.
   *
   * @return false when there is nothing to cut
   */
  boolean reset();

  /** Lets go of the transport; it is closed when this returns. */
  @Override
  void close();
}

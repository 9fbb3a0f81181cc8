package org.evsebridge.bridge.gateway;

/** Bytes to and from where the devices are: a serial device or a TCP connection, kept up. */
interface Transport extends AutoCloseable {
  /** Hears of the transport. Called from the transport's threads, one call at a time. */
  interface Owner {
    void up();

    void received(byte[] bytes);

    /** It is gone, and a new connection is being made. */
    void interrupted();

    /** It is gone, or cannot be had. */
    void down();
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

  /** Cuts the transport, which comes up again by itself: what it says makes no sense any more. */
  void reset();

  /** Lets go of the transport; it is closed when this returns. */
  @Override
  void close();
}

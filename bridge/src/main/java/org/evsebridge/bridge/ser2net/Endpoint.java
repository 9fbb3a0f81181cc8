package org.evsebridge.bridge.ser2net;

import org.evsebridge.bridge.serial.Presence;

/**
 * One opening of a connection's device or remote server: from the first client until the last one
 * has left, or until it is lost. Methods belong to the port's event loop.
 */
interface Endpoint {
  /**
   * Is told of it. Every call comes on the port's event loop. {@link #down} comes once, as the last
   * call, also after {@link Endpoint#close}; then nothing is open any more.
   */
  interface Owner extends Presence<Ending> {
    /** Some of what {@link Endpoint#write} was given has gone out. */
    void wrote(int bytes);

    /** What is behind an endpoint that stays up went away, or was not there to begin with. */
    default void away(Ending why) {}

    /** What is behind it is there again. */
    default void back() {}
  }

  /** Starts opening; returns at once. */
  void open();

  /**
   * Reads on, or stops reading for a while: what comes then waits in the system or, over a network,
   * at the other side. A piece or two may still be received after it was told to stop.
   */
  void listen(boolean on);

  /** Whether nothing is lost while it is not read, as the other side waits. */
  boolean canWait();

  /** Hands over bytes; returns at once. */
  void write(byte[] bytes);

  /** Closes it once everything handed over is written, or cannot be written; returns at once. */
  void close();

  /** How it is set, or where it is, as ser2net shows it for {@code \B}, with a comma before. */
  String shown();

  /** Reads and changes the settings of the line; what is no serial line has none. */
  default SerialControl control() {
    return SerialControl.NONE;
  }
}

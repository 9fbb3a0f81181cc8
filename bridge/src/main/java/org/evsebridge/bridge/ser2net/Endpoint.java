package org.evsebridge.bridge.ser2net;

import org.evsebridge.bridge.serial.Presence;

/**
 * One opening of what a connection's clients are connected with: from the first client's coming to
 * the last one's leaving, or to its loss. Methods belong to the port's event loop.
 */
interface Endpoint {
  /**
   * Who hears of it. Every call comes on the port's event loop. When it is down nothing of it is
   * open any more; that comes once, last of all, also after {@link Endpoint#close}.
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

  /** Whether the other side waits while it is not listened to, so that nothing is lost. */
  boolean canWait();

  /** Hands over bytes; returns at once. */
  void write(byte[] bytes);

  /** Lets go of it once what was handed over is out, or cannot get out; returns at once. */
  void close();

  /** How it is set, or where it is, as ser2net shows it for {@code \B}, with a comma before. */
  String shown();

  /** The settings of the line, to be asked for and changed; what is no serial line has none. */
  default SerialControl control() {
    return SerialControl.NONE;
  }
}

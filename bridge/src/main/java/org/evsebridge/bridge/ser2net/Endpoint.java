package org.evsebridge.bridge.ser2net;

/**
 * One opening of what a connection's clients are connected with: from the first client's coming to
 * the last one's leaving, or to its loss. Methods belong to the port's event loop.
 */
interface Endpoint {
  /** Who hears of it. Every call comes on the port's event loop. */
  interface Owner {
    /** It is open; bytes may follow. */
    void opened();

    /** It could not be opened; {@link #closed} follows. */
    void refused(OpenFailure why);

    void received(byte[] bytes);

    /** Some of what {@link Endpoint#write} was given has gone out. */
    void wrote(int bytes);

    /** It went away by itself; {@link #closed} follows. */
    void lost(String why);

    /** Nothing of it is open any more, and nothing more comes. */
    void closed();
  }

  /**
   * Why opening failed.
   *
   * @param shown what a client reads, in ser2net's words
   * @param logged a sentence for a person
   */
  record OpenFailure(String shown, String logged) {}

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

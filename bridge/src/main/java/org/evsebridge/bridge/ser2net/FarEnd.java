package org.evsebridge.bridge.ser2net;

/**
 * One opening of what a connection's clients are connected with: from the first client's coming to
 * the last one's leaving, or to its loss.
 */
interface FarEnd {
  /** Who hears of it. Every call comes on the port's event loop. */
  interface Owner {
    /** It is open; bytes may follow. */
    void opened();

    /** It could not be opened; nothing more comes. */
    void refused(OpenFailure why);

    void received(byte[] bytes);

    /** Some of what {@link #write} was given has gone out. */
    void wrote(int bytes);

    /** It went away by itself; nothing more comes. */
    void lost(String why);
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

  /** Hands over bytes; returns at once. */
  void write(byte[] bytes);

  /** Lets go of it; returns at once, and the owner hears nothing more. */
  void close();
}

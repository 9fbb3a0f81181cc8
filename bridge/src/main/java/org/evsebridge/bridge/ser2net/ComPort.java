package org.evsebridge.bridge.ser2net;

/** One side of RFC 2217 on a telnet connection. Called on the connection's event loop. */
interface ComPort {
  /** Sends to the other side; may be called on any thread. */
  interface Sender {
    /** Sends a message of RFC 2217: its number and its value. */
    void message(byte[] message);

    /** Sends telnet's command BREAK. */
    void breakCommand();
  }

  /** The connection is there. */
  void start(Sender sender);

  /** The other side has switched RFC 2217 on or off. */
  void agreed(boolean on);

  /** A message: its number and its value. */
  void heard(byte[] message);

  /** Telnet's command BREAK has come. */
  void breakWished();

  /** The data mark of a telnet sync has come. */
  void synced();

  /** The connection is gone. */
  void ended();
}

package org.evsebridge.bridge.ser2net;

/**
 * Who speaks RFC 2217 with the other side of a telnet connection. Called on the connection's event
 * loop.
 */
interface ComPort {
  /** The way to the other side; any thread may use it. */
  interface Sender {
    /** Sends a message of RFC 2217: its number and its value. */
    void message(byte[] message);

    /** Sends telnet's own wish for a break. */
    void breakCommand();
  }

  /** The connection is there. */
  void start(Sender sender);

  /** The other side wants to speak it, or no more. */
  void agreed(boolean on);

  /** A message: its number and its value. */
  void heard(byte[] message);

  /** Telnet's own wish for a break. */
  void breakWished();

  /** The data mark of a telnet sync. */
  void synced();

  /** The connection is gone. */
  void ended();
}

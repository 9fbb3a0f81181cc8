package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;

/**
 * Who speaks RFC 2217 with the other side of a telnet connection. Called on the connection's event
 * loop.
 */
interface ComPort {
  /** Nobody: plain telnet to a remote server. */
  ComPort NOBODY =
      new ComPort() {
        @Override
        public void start(Consumer<byte[]> send) {}

        @Override
        public void agreed(boolean on) {}

        @Override
        public void heard(byte[] message) {}

        @Override
        public void sendBreak() {}
      };

  /**
   * The connection is there.
   *
   * @param send sends a message: its number and its value; may be called on any thread
   */
  void start(Consumer<byte[]> send);

  /** The other side wants to speak it, or no more. */
  void agreed(boolean on);

  /** A message: its number and its value. */
  void heard(byte[] message);

  /** Telnet's own wish for a break. */
  void sendBreak();
}

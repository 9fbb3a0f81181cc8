package org.evsebridge.bridge.ser2net;

import java.time.Duration;

/** Limits of every connection for which ser2net.yaml has no option. */
final class Limits {
  /** How many bytes may wait for a client that does not read, beyond what the system holds. */
  static final int MOST_UNSENT = 256 * 1024;

  /** How many bytes from clients may wait for the device; with more, the clients are not read. */
  static final int MOST_UNHEARD = 64 * 1024;

  /**
   * How many bytes from a device may wait while nobody here can take them and another part of the
   * program reads it too: as many as Linux keeps for a serial device.
   */
  static final int MOST_HELD = 64 * 1024;

  /** How long a client that takes nothing may keep a remote server, and so the others, waiting. */
  static final Duration SLOW_CLIENT_PATIENCE = Duration.ofSeconds(10);

  /**
   * How long the rest may take to be written to a remote server once the last client has left;
   * shorter than the program waits for its connections when it ends.
   */
  static final Duration REMOTE_CLOSE = Duration.ofSeconds(2);

  private Limits() {}
}

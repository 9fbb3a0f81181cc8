package org.evsebridge.bridge.ser2net;

import java.time.Duration;

/** What holds for every connection, as a ser2net.yaml has no option for it. */
final class Limits {
  /** How much may wait for a client that does not read, beyond what the system holds; in bytes. */
  static final int MOST_UNSENT = 256 * 1024;

  /** How much of what clients say may wait for the device, in bytes; then they are slowed down. */
  static final int MOST_UNHEARD = 64 * 1024;

  /**
   * How much of what a device says may wait, in bytes, while nobody can take it and others of the
   * program read it too: as much as Linux keeps for a serial device.
   */
  static final int MOST_HELD = 64 * 1024;

  /** How long a client that takes nothing may keep a remote server, and so the others, waiting. */
  static final Duration SLOW_CLIENT_PATIENCE = Duration.ofSeconds(10);

  /**
   * How long what is still to be written to a remote server may take once the last client has left;
   * shorter than the program's own end waits for its connections.
   */
  static final Duration REMOTE_CLOSE = Duration.ofSeconds(2);

  private Limits() {}
}

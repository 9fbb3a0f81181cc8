package org.evsebridge.bridge.serial;

/**
 * Gets what something says that comes and goes by itself, as a serial device does. Called from its
 * threads, one call at a time.
 */
public interface Presence {
  /** It is there, for the first time or again. */
  void up();

  void received(byte[] bytes);

  /** It is gone, or was not there to begin with; once each time it is. */
  void down();
}

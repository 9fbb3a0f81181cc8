package org.evsebridge.bridge.serial;

/**
 * Is told of something that comes and goes by itself, as a serial device or a connection does.
 * Called from its threads, one call at a time.
 *
 * @param <W> how it is said why it went; mostly a sentence for a person
 */
public interface Presence<W> {
  /** It is there, for the first time or again. */
  void up();

  /** It sent something, between {@link #up} and {@link #down}. The receiver may keep the bytes. */
  void received(byte[] bytes);

  /** It is gone, or was not there to begin with; once each time it is. */
  void down(W why);
}

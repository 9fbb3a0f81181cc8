package org.evsebridge.bridge.config.ser2net;

/** What this program makes of something that a ser2net.yaml may say. */
enum Support {
  SUPPORTED,
  /** It is read and does nothing, which is said once; the connection runs. */
  WITHOUT_EFFECT,
  /** A connection that has it is left out. */
  REFUSED
}

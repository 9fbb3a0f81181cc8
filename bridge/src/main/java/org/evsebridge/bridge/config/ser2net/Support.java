package org.evsebridge.bridge.config.ser2net;

/** Whether this program does what a key or option of a ser2net.yaml asks for. */
enum Support {
  SUPPORTED,
  /** It is read and has no effect, which the log says once; the connection runs. */
  WITHOUT_EFFECT,
  /** A connection that has it is left out. */
  REFUSED
}

package org.evsebridge.bridge.config;

/** A text of a ser2net.yaml that cannot be understood; the message is a sentence for a person. */
final class Ser2netFault extends Exception {
  private static final long serialVersionUID = 1L;

  Ser2netFault(String message) {
    super(message);
  }
}

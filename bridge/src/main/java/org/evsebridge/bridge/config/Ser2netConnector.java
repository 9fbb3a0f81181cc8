package org.evsebridge.bridge.config;

/** What a connection's clients are connected with. */
public sealed interface Ser2netConnector {
  /** As the file has it after substitution; a banner's {@code \d} shows it. */
  String text();

  /**
   * A serial device.
   *
   * @param device the path of the device or of a symbolic link to one
   */
  record SerialLine(String text, String device, SerialSettings settings)
      implements Ser2netConnector {}
}

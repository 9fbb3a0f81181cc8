package org.evsebridge.bridge.config;

import java.time.Duration;

/**
 * The line that requests are forwarded over, and how it is used. Entries that share a device must
 * agree on all of it.
 *
 * @param device path of the serial device
 * @param timeout from the end of a request on the wire to the first byte of its answer
 * @param delay a pause before each request
 */
public record LineConfig(String device, SerialSettings settings, Duration timeout, Duration delay) {
  /** What the log calls the line. */
  public String name() {
    return device;
  }
}

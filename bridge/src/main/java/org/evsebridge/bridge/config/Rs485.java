package org.evsebridge.bridge.config;

import java.time.Duration;

/**
 * The driver's RS485 mode: RTS switches the transceiver to sending.
 *
 * @param rtsHighWhenSending RTS's level while sending; the other one while receiving
 * @param delayBefore between RTS and the first bit
 * @param delayAfter between the last bit and RTS
 * @param receiveWhileSending whether what is sent is heard too
 * @param terminate whether the bus is terminated here
 */
public record Rs485(
    boolean rtsHighWhenSending,
    Duration delayBefore,
    Duration delayAfter,
    boolean receiveWhileSending,
    boolean terminate) {
  /** Not heard by itself, not terminated. */
  public Rs485(boolean rtsHighWhenSending, Duration delayBefore, Duration delayAfter) {
    this(rtsHighWhenSending, delayBefore, delayAfter, false, false);
  }
}

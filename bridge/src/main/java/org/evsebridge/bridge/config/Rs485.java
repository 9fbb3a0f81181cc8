package org.evsebridge.bridge.config;

import java.time.Duration;

/**
 * The driver's RS485 mode: RTS switches the transceiver to sending.
 *
 * @param rtsHighWhenSending RTS's level while sending; the other one while receiving
 * @param delayBefore between RTS and the first bit
 * @param delayAfter between the last bit and RTS
 */
public record Rs485(boolean rtsHighWhenSending, Duration delayBefore, Duration delayAfter) {}

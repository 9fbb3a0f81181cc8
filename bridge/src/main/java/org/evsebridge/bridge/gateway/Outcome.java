package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Pdu;

/** How a transaction on a line ended. */
sealed interface Outcome {
  /** The answer that fits, which may be an exception. */
  record Answered(Pdu pdu) implements Outcome {}

  /** A broadcast, which nobody answers, was sent. */
  record Sent() implements Outcome {}

  /** Nothing that fits came in time; it may still come. */
  record Silent() implements Outcome {}

  /**
   * An answer came that cannot be used.
   *
   * @param whole whether as many bytes came as the answer has, so that nothing more will come
   */
  record Garbled(boolean whole) implements Outcome {}

  /** Not sent before the request's deadline: the line was never silent. */
  record Occupied() implements Outcome {}

  /** The line is down, or went down meanwhile. */
  record Down() implements Outcome {}
}

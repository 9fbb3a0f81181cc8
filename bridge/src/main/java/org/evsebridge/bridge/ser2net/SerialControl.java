package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;

/**
 * The settings of a serial line as RFC 2217 sees them. A request is a number; its answer is the
 * number that holds afterwards, given on the event loop of the port. 0 only asks.
 */
interface SerialControl {
  /** What can be set. */
  enum Setting {
    SPEED,
    DATA_BITS,
    PARITY,
    STOP_BITS,
    /** Flow control, break, DTR and RTS, by RFC 2217's numbers. */
    CONTROL
  }

  /** What is no serial line. */
  SerialControl NONE = (setting, value, answer) -> {};

  void request(Setting setting, int value, Consumer<Integer> answer);
}

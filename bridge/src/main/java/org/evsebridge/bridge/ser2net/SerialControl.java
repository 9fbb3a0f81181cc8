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
  SerialControl NONE =
      new SerialControl() {
        @Override
        public void request(Setting setting, int value, Consumer<Integer> answer) {}

        @Override
        public void sendBreak() {}

        @Override
        public void purge(int which) {}
      };

  void request(Setting setting, int value, Consumer<Integer> answer);

  /** Holds the line low for a moment. */
  void sendBreak();

  /**
   * Throws away what is on its way.
   *
   * @param which RFC 2217's number: 1 what came from the device, 2 what goes there, 3 both
   */
  void purge(int which);
}

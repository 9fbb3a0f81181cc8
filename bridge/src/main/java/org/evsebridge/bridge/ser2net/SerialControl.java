package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;

/**
 * The settings of a serial line as RFC 2217 sees them. A request holds the number to set, or 0 to
 * ask; its answer is the number that counts afterwards, on the port's event loop.
 */
interface SerialControl {
  /** What can be set. */
  enum LineSetting {
    SPEED,
    DATA_BITS,
    PARITY,
    STOP_BITS,
    /** Flow control, break, DTR and RTS, by RFC 2217's numbers. */
    CONTROL
  }

  /** For what is no serial line. */
  SerialControl NONE =
      new SerialControl() {
        @Override
        public void request(LineSetting setting, int value, Consumer<Integer> answer) {}

        @Override
        public void sendBreak() {}

        @Override
        public void purge(int which) {}
      };

  void request(LineSetting setting, int value, Consumer<Integer> answer);

  /** Holds the line low for a moment. */
  void sendBreak();

  /**
   * Throws away what is on its way.
   *
   * @param which RFC 2217's number: 1 what came from the device, 2 what goes there, 3 both
   */
  void purge(int which);
}

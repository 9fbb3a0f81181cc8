package org.evsebridge.simulator.charger;

/** The module's serial port: its divisor register and the speed that follows from it. */
final class Uart {
  /** The divisor has twelve bits; those above them do not count. */
  static final int HIGHEST_DIVISOR = 0xFFF;

  /** The processor's 16 MHz by the 16 clocks of a bit. */
  private static final int HIGHEST_BAUDRATE = 1_000_000;

  private Uart() {}

  /** The speed in bits a second that a divisor gives. */
  static int baudrate(int divisor) {
    return HIGHEST_BAUDRATE / ((divisor & HIGHEST_DIVISOR) + 1);
  }

  /** The divisor that comes nearest to a speed. */
  static int divisor(int baudrate) {
    long nearest = Math.round((double) HIGHEST_BAUDRATE / baudrate) - 1;
    return (int) Math.max(0, Math.min(HIGHEST_DIVISOR, nearest));
  }
}

package org.evsebridge.simulator.meter;

/** Numbers as a telegram writes them: a fixed count of digits before and after the point. */
final class Digits {
  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000};

  /** A mean of many equal values may fall this far short of them; it still rounds as they do. */
  private static final double ERROR_OF_SUMS = 1e-6;

  private Digits() {}

  /**
   * Writes a number that is not negative, rounded half up (assumed), padded with zeros. One that
   * does not fit gets more digits, as wrong values would mislead more.
   */
  static void append(StringBuilder out, double value, int whole, int decimals) {
    long scale = POWERS_OF_TEN[decimals];
    long scaled = (long) Math.floor(value * scale + 0.5 + ERROR_OF_SUMS);
    padded(out, scaled / scale, whole);
    if (decimals > 0) {
      padded(out.append('.'), scaled % scale, decimals);
    }
  }

  static void padded(StringBuilder out, long value, int digits) {
    int written = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      written++;
    }
    for (int missing = digits - written; missing > 0; missing--) {
      out.append('0');
    }
    out.append(value);
  }

  /** Writes a text as the hexadecimal digits of its ASCII codes. */
  static void hex(StringBuilder out, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      out.append(digit(c >> 4)).append(digit(c));
    }
  }

  private static char digit(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 0xF);
  }
}

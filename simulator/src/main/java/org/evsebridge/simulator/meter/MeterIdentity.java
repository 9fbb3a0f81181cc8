package org.evsebridge.simulator.meter;

import java.util.regex.Pattern;

/**
 * What tells one meter from another.
 *
 * @param identification the text after the telegram's '/', such as {@code SIM5\2EVSE-1000}
 * @param serial the meter's serial number in clear text (0-0:96.1.1 shows its hexadecimal digits)
 */
public record MeterIdentity(String identification, String serial) {
  /** Shorter than 25 characters: the maker's controller overruns its buffer on longer ones. */
  public static final MeterIdentity DEFAULT =
      new MeterIdentity("SIM5\\2EVSE-1000", "E0055001234567826");

  /** Three letters, the speed's digit, then what the maker likes; '/' and '!' frame a telegram. */
  private static final Pattern IDENTIFICATION =
      Pattern.compile("[A-Za-z]{3}[0-9][\\x20-\\x7E&&[^/!]]{0,64}");

  private static final Pattern SERIAL = Pattern.compile("[\\x20-\\x7E]{1,48}");

  /** Whether a telegram can begin with a text. */
  public static boolean isIdentification(String text) {
    return IDENTIFICATION.matcher(text).matches();
  }

  /** Whether a text can be a serial number. */
  public static boolean isSerial(String text) {
    return SERIAL.matcher(text).matches();
  }
}

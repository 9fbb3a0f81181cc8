package org.evsebridge.simulator.meter;

/**
 * What identifies a meter.
 *
 * @param identification the text after the telegram's '/', such as {@code SIM5\2EVSE-1000}
 * @param serial the meter's serial number in clear text (0-0:96.1.1 shows its hexadecimal digits)
 */
public record MeterIdentity(String identification, String serial) {
  /** Shorter than 25 characters: the maker's controller overruns its buffer on longer ones. */
  public static final MeterIdentity DEFAULT =
      new MeterIdentity("SIM5\\2EVSE-1000", "E0055001234567826");

  /**
   * As a regular expression: three letters, the speed's digit, then what the maker likes; '/' and
   * '!' frame a telegram.
   */
  public static final String IDENTIFICATION = "[A-Za-z]{3}[0-9][ \"-.0-~]{0,64}";

  /** As a regular expression: printable ASCII. */
  public static final String SERIAL = "[ -~]{1,48}";
}

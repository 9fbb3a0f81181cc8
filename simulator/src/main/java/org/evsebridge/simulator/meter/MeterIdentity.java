package org.evsebridge.simulator.meter;

/**
 * What tells one meter from another.
 *
 * @param identification the text after the telegram's '/', such as {@code SIM5\2EVSE-1000}
 * @param serial the meter's serial number in clear text (0-0:96.1.1 shows its hexadecimal digits)
 * @param gasSerial the gas meter's serial number in clear text
 */
public record MeterIdentity(String identification, String serial, String gasSerial) {
  /** Shorter than 25 characters: the maker's controller overruns its buffer on longer ones. */
  public static final MeterIdentity DEFAULT =
      new MeterIdentity("SIM5\\2EVSE-1000", "E0055001234567826", "G0059001234567826");
}

package org.evsebridge.simulator.meter;

/**
 * The grid operator's message to the customer.
 *
 * @param message 0-0:96.13.0 in clear text, ASCII
 * @param code 0-0:96.13.1 in clear text, ASCII; up to DSMR 4.2
 */
public record MeterText(String message, String code) {
  public static final MeterText NONE = new MeterText("", "");

  /** A line of a telegram has 1024 characters at most, and a character takes two. */
  public static final int MOST_CHARACTERS = 500;

  /** The code has eight digits. */
  public static final int MOST_CODE_CHARACTERS = 8;
}

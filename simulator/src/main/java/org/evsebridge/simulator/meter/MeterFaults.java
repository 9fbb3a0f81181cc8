package org.evsebridge.simulator.meter;

import java.time.Duration;

/**
 * What happens to telegrams between the meter and its reader; each number is the probability for
 * one telegram, 0 to 1.
 *
 * @param flip a few characters have a bit flipped
 * @param cut the beginning or the end is missing
 * @param crc the checksum is wrong, the rest right
 * @param babble noise comes before the telegram
 * @param late each telegram is late by up to this long, a minute at most
 * @param silence no telegram comes for this long from now on
 */
public record MeterFaults(
    double flip, double cut, double crc, double babble, Duration late, Duration silence) {
  public static final MeterFaults NONE = new MeterFaults(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
}

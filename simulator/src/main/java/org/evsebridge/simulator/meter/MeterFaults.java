package org.evsebridge.simulator.meter;

import java.time.Duration;
import org.evsebridge.bridge.yaml.Fields;

/**
 * What happens to telegrams between the meter and who reads it; each chance is that of one
 * telegram, 0 to 1.
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
  /** What is late waits in the port: without a bound there would be no end of it. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  public static final MeterFaults NONE = new MeterFaults(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

  /** Takes the whole block. */
  public static MeterFaults parse(Fields fields) {
    MeterFaults faults =
        new MeterFaults(
            fields.number("flip", 0, 1).orElse(0.0),
            fields.number("cut", 0, 1).orElse(0.0),
            fields.number("crc", 0, 1).orElse(0.0),
            fields.number("babble", 0, 1).orElse(0.0),
            fields.duration("late", LATEST).orElse(Duration.ZERO),
            fields.duration("silence").orElse(Duration.ZERO));
    fields.done();
    return faults;
  }
}

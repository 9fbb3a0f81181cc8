package org.evsebridge.simulator.config;

import java.time.Duration;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.meter.MeterFaults;

/** The {@code faults} block of a meter: what happens to telegrams on their way. */
public final class MeterFaultsBlock {
  /** The longest delay: delayed telegrams wait in the port, which must be bounded. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  private static final Key<Double> FLIP = chance("flip", "a few characters have a bit flipped");
  private static final Key<Double> CUT = chance("cut", "the beginning or the end is missing");
  private static final Key<Double> CRC = chance("crc", "the checksum is wrong, the rest right");
  private static final Key<Double> BABBLE = chance("babble", "noise comes before the telegram");

  private static final Key<Duration> LATE =
      Key.durationUpTo("late", LATEST)
          .or(Duration.ZERO)
          .says("each telegram is late by up to this long");

  private static final Key<Duration> SILENCE =
      Key.duration("silence").or(Duration.ZERO).says("no telegram comes for this long from now on");

  /** Its keys. */
  public static final Block<MeterFaults> BLOCK =
      Block.of(FLIP, CUT, CRC, BABBLE, LATE, SILENCE)
          .making(
              given ->
                  new MeterFaults(
                      given.get(FLIP),
                      given.get(CUT),
                      given.get(CRC),
                      given.get(BABBLE),
                      given.get(LATE),
                      given.get(SILENCE)));

  private MeterFaultsBlock() {}

  private static Key<Double> chance(String name, String what) {
    return Key.number(name, 0, 1).or(0.0).says("the chance of each telegram that " + what);
  }
}

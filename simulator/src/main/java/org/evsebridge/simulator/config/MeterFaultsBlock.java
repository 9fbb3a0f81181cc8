package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** What of it is set, as it would be written. */
  public static List<String> texts(MeterFaults faults) {
    if (faults.equals(MeterFaults.NONE)) {
      return List.of(); // as nearly always, and pages ask four times a second
    }
    List<String> set = new ArrayList<>();
    text(FLIP, faults.flip()).ifPresent(set::add);
    text(CUT, faults.cut()).ifPresent(set::add);
    text(CRC, faults.crc()).ifPresent(set::add);
    text(BABBLE, faults.babble()).ifPresent(set::add);
    text(LATE, faults.late()).ifPresent(set::add);
    text(SILENCE, faults.silence()).ifPresent(set::add);
    return set;
  }

  private static <T> Optional<String> text(Key<T> key, T value) {
    String written = key.kind().write(value);
    return written.equals(key.defaultValue())
        ? Optional.empty()
        : Optional.of(key.name() + ": " + written);
  }

  private static Key<Double> chance(String name, String what) {
    return Key.number(name, 0, 1).or(0.0).says("the chance of each telegram that " + what);
  }
}

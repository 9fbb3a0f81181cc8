package org.evsebridge.bridge.p1;

import java.util.Arrays;
import java.util.Optional;

/**
 * A meter of something else, which the smart meter reads over its M-Bus.
 *
 * @param channel 1 to 4
 * @param id its serial number as the telegram shows it, mostly hexadecimal digits of ASCII
 * @param time when it was read last
 * @param reading what it counted, mostly m3 or GJ
 */
public record MBusDevice(
    int channel,
    Medium medium,
    Optional<String> id,
    Optional<TimeStamp> time,
    Optional<Measure> reading) {
  static final int CHANNELS = 4;

  private static final String TYPE = "24.1.0";

  /** Dutch; Belgian gas and water. */
  private static final String[] IDS = {"96.1.0", "96.1.1", "96.1.2"};

  /** Dutch, and Belgian water; Belgian gas, not converted to 0 °C; before DSMR 4. */
  private static final String[] READINGS = {"24.2.1", "24.2.3", "24.3.0"};

  /** What is measured, by the device type of EN 13757-3. */
  public enum Medium {
    GAS(3),
    HEAT(4),
    WARM_WATER(6),
    WATER(7),
    HEAT_AT_INLET(12),
    OTHER(-1);

    private final int type;

    Medium(int type) {
      this.type = type;
    }

    private static Medium of(DataSet type) {
      int wanted = type.measure().map(measure -> measure.number().intValue()).orElse(-1);
      return Arrays.stream(values())
          .filter(medium -> medium.type == wanted)
          .findFirst()
          .orElse(OTHER);
    }
  }

  /** The device on a channel; empty when the telegram shows none there. */
  static Optional<MBusDevice> on(int channel, TelegramValues values) {
    return values.get(reference(channel, TYPE)).map(type -> of(channel, type, values));
  }

  private static MBusDevice of(int channel, DataSet type, TelegramValues values) {
    Optional<DataSet> reading = first(channel, READINGS, values);
    return new MBusDevice(
        channel,
        Medium.of(type),
        first(channel, IDS, values).map(DataSet::text),
        reading.flatMap(DataSet::time),
        reading.flatMap(MBusDevice::counted));
  }

  /** Before DSMR 4 the unit stands in a text of its own, one before the number. */
  private static Optional<Measure> counted(DataSet reading) {
    int texts = reading.texts().size();
    return reading
        .measure()
        .map(
            counted ->
                counted.unit().isEmpty() && texts > 1
                    ? new Measure(counted.number(), reading.texts().get(texts - 2))
                    : counted);
  }

  private static Optional<DataSet> first(int channel, String[] objects, TelegramValues values) {
    return Arrays.stream(objects)
        .flatMap(object -> values.get(reference(channel, object)).stream())
        .findFirst();
  }

  private static String reference(int channel, String object) {
    return "0-" + channel + ":" + object;
  }
}

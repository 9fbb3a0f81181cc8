package org.evsebridge.simulator.meter;

import java.util.List;

/**
 * A meter on one of the smart meter's M-Bus channels.
 *
 * @param channel 1 to 4
 * @param serial its serial number in clear text
 * @param counter what it has counted before the simulation starts, in its kind's unit
 * @param perYear what the household uses of it, in its kind's unit
 */
public record MbusSettings(
    int channel, MbusKind kind, String serial, double counter, double perYear) {
  public static final int HIGHEST_CHANNEL = 4;

  /** The highest count that telegrams have digits for, in the kind's unit. */
  public static final double HIGHEST_COUNTER = 99_999;

  /** The default serial number of a meter on a channel. */
  public static String serialOn(int channel) {
    return "G005900123456782" + (5 + channel);
  }

  /** A gas meter on channel 1, as most have it. */
  public static final List<MbusSettings> DEFAULT =
      List.of(new MbusSettings(1, MbusKind.GAS, serialOn(1), 0, MbusKind.GAS.perYear()));
}

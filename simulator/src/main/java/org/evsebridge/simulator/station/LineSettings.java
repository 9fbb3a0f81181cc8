package org.evsebridge.simulator.station;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.Way;

/**
 * A serial line of the station.
 *
 * @param name what meter and chargers call it
 * @param tap the name of its virtual port
 * @param device a real serial port that the line is on as well
 * @param tcp a TCP port on which the smart meter's telegrams come directly
 * @param bus what else there is to say of an RS485 line
 */
public record LineSettings(
    String name,
    SerialSettings serial,
    String tap,
    Optional<String> device,
    Optional<Integer> tcp,
    BusSettings bus) {
  /** The smart meter's line in the default rig. */
  public static final LineSettings METER = ofMeter("p1", SerialSettings.P1);

  /** The charging module's line in the default rig. */
  public static final LineSettings BUS = withDefaults("rs485", SerialSettings.MODULE, "ttyEVSE");

  /**
   * A smart meter's line of which only the name is told.
   *
   * @param serial how the meter's port is set
   */
  public static LineSettings ofMeter(String name, SerialSettings serial) {
    return withDefaults(name, serial, name.equals("p1") ? "ttyP1" : "tty-" + name);
  }

  private static LineSettings withDefaults(String name, SerialSettings serial, String tap) {
    return new LineSettings(
        name, serial, tap, Optional.empty(), Optional.empty(), BusSettings.DEFAULT);
  }

  /** The ways into it, of which taps are always there. */
  public Set<Way> ways() {
    Set<Way> ways = EnumSet.of(Way.TAP);
    device.ifPresent(path -> ways.add(Way.DEVICE));
    bus.modbusTcp().ifPresent(port -> ways.add(Way.MODBUS_TCP));
    bus.rtuOverTcp().ifPresent(port -> ways.add(Way.RTU_OVER_TCP));
    return ways;
  }
}

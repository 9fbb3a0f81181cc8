package org.evsebridge.simulator.station;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.charger.ChargerConfig;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.Way;

/**
 * A serial line as an entry of rig.yaml's {@code lines} describes it.
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
  public static final LineSettings METER = usual("p1", SerialSettings.P1, "ttyP1");

  /** The charging module's line in the default rig. */
  public static final LineSettings BUS = usual("rs485", SerialSettings.MODULE, "ttyEVSE");

  private static LineSettings usual(String name, SerialSettings serial, String tap) {
    return new LineSettings(
        name, serial, tap, Optional.empty(), Optional.empty(), BusSettings.USUAL);
  }

  /** The ways into it, of which taps are always there. */
  Set<Way> ways() {
    Set<Way> ways = EnumSet.of(Way.TAP);
    device.ifPresent(path -> ways.add(Way.DEVICE));
    bus.modbusTcp().ifPresent(port -> ways.add(Way.MODBUS_TCP));
    bus.rtuOverTcp().ifPresent(port -> ways.add(Way.RTU_OVER_TCP));
    return ways;
  }

  /** Takes the whole block. */
  static LineSettings parse(Fields fields, Problems problems) {
    boolean named = fields.has("name");
    if (!named) {
      fields.problem(fields.at(), "'name' is missing: what meter and chargers call this line");
    }
    String name = fields.value("name", ChargerConfig.NAME_RULE, ChargerConfig::name).orElse("");
    LineSettings usual = name.equals(METER.name) ? METER : BUS;
    SerialSettings comset =
        fields
            .value("comset", "8N1, 8E1 or another such", usual.serial::withComset)
            .orElse(usual.serial);
    int baudrate =
        fields
            .integer("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE)
            .orElse(usual.serial.baudrate());
    String tap =
        fields
            .value("tap", "a file name without '/'", ChargerConfig::name)
            .orElse(name.equals(usual.name) ? usual.tap : "tty-" + name);
    Optional<String> device = fields.text("device");
    Optional<Integer> tcp = fields.integer("tcp", 0, TcpAddress.HIGHEST_PORT);
    BusSettings bus = BusSettings.parse(fields, problems);
    fields.done();
    return new LineSettings(name, comset.withBaudrate(baudrate), tap, device, tcp, bus);
  }
}

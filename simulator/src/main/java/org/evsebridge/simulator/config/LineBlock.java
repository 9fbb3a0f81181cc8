package org.evsebridge.simulator.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.station.LineSettings;

/** An entry of {@code lines}. */
final class LineBlock {
  private LineBlock() {}

  /**
   * Takes the whole block.
   *
   * @param ofMeter the meter's line as it is unless told
   */
  static LineSettings read(Fields fields, LineSettings ofMeter, Problems problems) {
    boolean named = fields.has("name");
    if (!named) {
      fields.problem(fields.at(), "'name' is missing: what meter and chargers call this line");
    }
    String name = fields.value("name", Names.RULE, Names::parse).orElse("");
    LineSettings usual = name.equals(ofMeter.name()) ? ofMeter : LineSettings.BUS;
    SerialSettings comset =
        fields
            .value("comset", "8N1, 8E1 or another such", usual.serial()::withComset)
            .orElse(usual.serial());
    int baudrate =
        fields
            .integer("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE)
            .orElse(usual.serial().baudrate());
    String tap =
        fields
            .value("tap", "a file name without '/'", Names::parse)
            .orElse(name.equals(usual.name()) ? usual.tap() : "tty-" + name);
    Optional<String> device = fields.text("device");
    Optional<Integer> tcp = fields.integer("tcp", 0, TcpAddress.HIGHEST_PORT);
    BusSettings bus = bus(fields, problems);
    fields.done();
    return new LineSettings(name, comset.withBaudrate(baudrate), tap, device, tcp, bus);
  }

  private static BusSettings bus(Fields fields, Problems problems) {
    List<FaultRule> faults = new ArrayList<>();
    for (YamlNode rule : fields.list("faults")) {
      FaultRuleBlock.read(Fields.of(rule, problems)).ifPresent(faults::add);
    }
    return new BusSettings(
        fields.value("pace", "true, false or frame", Wire::ofPace),
        List.copyOf(faults),
        fields.integer("modbus-tcp", 0, TcpAddress.HIGHEST_PORT),
        fields.integer("rtu-over-tcp", 0, TcpAddress.HIGHEST_PORT));
  }
}

package org.evsebridge.simulator.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * What an entry of rig.yaml's {@code lines} says of an RS485 line besides its serial settings.
 *
 * @param pace whether bytes take their time; empty for yes on serial ports as long as time runs at
 *     speed 1, and no over TCP
 * @param faults what is wrong from the start
 * @param modbusTcp the TCP port on which the line is reached in Modbus TCP; 0 picks a free one
 * @param rtuOverTcp the same for RTU over TCP
 */
public record BusSettings(
    Optional<Boolean> pace,
    List<FaultRule> faults,
    Optional<Integer> modbusTcp,
    Optional<Integer> rtuOverTcp) {
  public static final BusSettings USUAL =
      new BusSettings(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  /** Takes the keys of an RS485 line out of its block; does not report those that are left. */
  public static BusSettings parse(Fields fields, Problems problems) {
    List<FaultRule> faults = new ArrayList<>();
    for (YamlNode rule : fields.list("faults")) {
      FaultRule.read(Fields.of(rule, problems)).ifPresent(faults::add);
    }
    return new BusSettings(
        fields.flag("pace"),
        List.copyOf(faults),
        fields.integer("modbus-tcp", 0, TcpAddress.HIGHEST_PORT),
        fields.integer("rtu-over-tcp", 0, TcpAddress.HIGHEST_PORT));
  }

  /** Whether serial ports keep the line's pace when simulated time runs at a speed. */
  boolean isSerialPaced(double speed) {
    return pace.orElse(speed == 1);
  }

  boolean isTcpPaced() {
    return pace.orElse(false);
  }
}

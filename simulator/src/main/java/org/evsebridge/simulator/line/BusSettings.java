package org.evsebridge.simulator.line;

import java.util.List;
import java.util.Optional;

/**
 * What there is to say of an RS485 line besides its serial settings.
 *
 * @param pace how time passes on the line; empty for that of bytes on serial ports as long as time
 *     runs at speed 1, and for none over TCP
 * @param faults what is wrong from the start
 * @param modbusTcp the TCP port on which the line is reached in Modbus TCP; 0 picks a free one
 * @param rtuOverTcp the same for RTU over TCP
 */
public record BusSettings(
    Optional<Wire> pace,
    List<FaultRule> faults,
    Optional<Integer> modbusTcp,
    Optional<Integer> rtuOverTcp) {
  public static final BusSettings DEFAULT =
      new BusSettings(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  /** Whether nothing is said that is for an RS485 line only. */
  public boolean isDefault() {
    return pace.isEmpty() && faults.isEmpty() && modbusTcp.isEmpty() && rtuOverTcp.isEmpty();
  }

  /** The pace on serial ports when simulated time runs at a speed. */
  Wire serialPace(double speed) {
    return pace.orElse(speed == 1 ? Wire.PACED : Wire.INSTANT);
  }

  Wire tcpPace() {
    return pace.orElse(Wire.INSTANT);
  }
}

package org.evsebridge.simulator.line;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What happened on a line.
 *
 * @param line its name
 * @param client who asked: a tap, a device, a connection
 * @param answer what a unit said; empty for silence
 * @param faults what went wrong on the way
 */
public record BusTransaction(
    String line, String client, Adu request, Optional<Adu> answer, List<FaultRule> faults) {
  /** The same, asked by someone behind that client. */
  public BusTransaction by(String who) {
    return new BusTransaction(line, who, request, answer, faults);
  }
}

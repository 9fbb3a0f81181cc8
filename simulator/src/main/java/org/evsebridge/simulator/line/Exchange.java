package org.evsebridge.simulator.line;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;

/**
 * A request on a line, its answer, and how both are wrapped.
 *
 * @param transaction the transaction id of Modbus TCP; 0 in RTU framing
 * @param answer what a unit said to it; empty for silence
 */
record Exchange(Framing framing, int transaction, Adu request, Optional<Adu> answer) {
  byte[] wrap(Adu adu) {
    return framing.encode(transaction, adu);
  }

  /** The answer without any fault. */
  BusReply reply() {
    return answer.map(this::wrap).map(BusReply::of).orElse(BusReply.SILENCE);
  }
}

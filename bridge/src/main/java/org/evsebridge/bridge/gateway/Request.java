package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * What a client wants of a device.
 *
 * @param transaction the transaction id that its answer must carry
 * @param arrived when it was read, in nanoseconds of the bus's clock
 * @param deadline when it must have been answered, on the same clock
 */
record Request(Client client, int transaction, Adu adu, long arrived, long deadline) {
  /** Functions 1 to 4; all else counts as a write. */
  boolean isRead() {
    int function = adu.pdu().function();
    return function >= 1 && function <= 4;
  }

  void answer(Pdu answer) {
    client.answer(this, answer);
  }
}

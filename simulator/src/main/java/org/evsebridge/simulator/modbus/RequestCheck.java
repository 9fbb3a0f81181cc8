package org.evsebridge.simulator.modbus;

import java.util.Optional;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.ModuleRegisters;

/**
 * Refuses what the module refuses, in the order of the Modbus specification: function, count or
 * value, address. j2mod, which executes what passes, would accept more and answer otherwise.
 */
final class RequestCheck {
  private static final int REQUEST_LENGTH = 5;

  /** The most registers that fit into an answer. */
  private static final int MAX_REGISTERS = 125;

  private RequestCheck() {}

  /** Why a request is refused; empty when it is to be executed. */
  static Optional<ExceptionCode> refusal(Pdu request) {
    int function = request.function();
    if (function == RegisterSpace.WRITE_SINGLE) {
      return request.length() == REQUEST_LENGTH
          ? refuseWrite(request.u16(1), request.u16(3))
          : Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    for (RegisterSpace space : RegisterSpace.values()) {
      if (function == space.readFunction()) {
        return request.length() == REQUEST_LENGTH
            ? refuseRead(space, request.u16(1), request.u16(3))
            : Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
      }
    }
    return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
  }

  private static Optional<ExceptionCode> refuseRead(RegisterSpace space, int first, int count) {
    if (count < 1 || count > MAX_REGISTERS) {
      return Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    for (int address = first; address < first + count; address++) {
      if (!ModuleRegisters.isReadable(space, address)) {
        return Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS);
      }
    }
    return Optional.empty();
  }

  private static Optional<ExceptionCode> refuseWrite(int address, int value) {
    if (!ModuleRegisters.isWritable(address)) {
      return Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    return ModuleRegisters.accepts(address, value)
        ? Optional.empty()
        : Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
  }
}

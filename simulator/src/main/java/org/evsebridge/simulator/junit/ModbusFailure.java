package org.evsebridge.simulator.junit;

import java.util.OptionalInt;

/** A Modbus request without the answer that it was meant to have. */
public final class ModbusFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  private ModbusFailure(String message, int code) {
    super(message);
    this.code = code;
  }

  static ModbusFailure exception(String request, int code) {
    return new ModbusFailure(request + ": exception " + code, code);
  }

  static ModbusFailure silence(String request) {
    return new ModbusFailure(request + ": no answer", 0);
  }

  /** The exception's code, 1 to 255; empty for silence. */
  public OptionalInt code() {
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }
}

package org.evsebridge.simulator.modbus;

import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.Assumptions;

/** What the module answers while its bootloader runs: its version, and nothing else. */
final class Bootloader {
  private static final Pdu VERSION_REQUEST =
      Pdu.request(
          ModuleRegister.BOOTLOADER_VERSION.space().readFunction(),
          ModuleRegister.BOOTLOADER_VERSION.address(),
          1);

  private Bootloader() {}

  static Pdu answer(Pdu request) {
    if (request.equals(VERSION_REQUEST)) {
      return Pdu.of(request.function(), 2, 0, Assumptions.BOOTLOADER_VERSION);
    }
    return Pdu.exception(
        request.function(),
        request.function() == VERSION_REQUEST.function()
            ? ExceptionCode.ILLEGAL_DATA_ADDRESS
            : ExceptionCode.ILLEGAL_FUNCTION);
  }
}

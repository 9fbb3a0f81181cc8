package org.evsebridge.simulator.modbus;

import java.util.Arrays;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Flash;
import org.evsebridge.simulator.charger.ModuleValues;

/**
 * What the module answers while its bootloader runs, as far as the maker's flasher asks: two
 * versions, and a page of the new application in each request of function 16.
 */
final class Bootloader {
  private static final int WRITE_MULTIPLE = 16;
  private static final int READ_INPUT = 4;

  /** In the address of a page: it is the last. */
  private static final int LAST = 0x0100;

  private static final int HEAD = 6;

  private final ChargingModule module;

  Bootloader(ChargingModule module) {
    this.module = module;
  }

  Pdu answer(Pdu request) {
    return switch (request.function()) {
      case WRITE_MULTIPLE -> write(request);
      case READ_INPUT -> read(request);
      default -> Pdu.exception(request.function(), ExceptionCode.ILLEGAL_FUNCTION);
    };
  }

  private Pdu read(Pdu request) {
    if (request.equals(one(ModuleRegister.BOOTLOADER_VERSION))) {
      return Pdu.of(READ_INPUT, 2, 0, ModuleValues.BOOTLOADER_VERSION);
    } else if (request.equals(one(ModuleRegister.FIRMWARE))) {
      return Pdu.of(READ_INPUT, 2, module.version() >> 8, module.version());
    }
    return Pdu.exception(READ_INPUT, ExceptionCode.ILLEGAL_DATA_ADDRESS);
  }

  private static Pdu one(ModuleRegister register) {
    return Pdu.request(READ_INPUT, register.address(), 1);
  }

  private Pdu write(Pdu request) {
    if (request.length() != HEAD + Flash.PAGE_BYTES
        || request.u16(3) != Flash.PAGE_BYTES / 2
        || request.u8(5) != Flash.PAGE_BYTES) {
      return Pdu.exception(WRITE_MULTIPLE, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    int page = request.u16(1) & ~LAST;
    if (page >= Flash.PAGES) {
      return Pdu.exception(WRITE_MULTIPLE, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    byte[] bytes = request.bytes();
    module.writePage(page, Arrays.copyOfRange(bytes, HEAD, bytes.length));
    boolean last = (request.u16(1) & LAST) != 0;
    return last && !module.startWritten()
        ? Pdu.exception(WRITE_MULTIPLE, ExceptionCode.SERVER_DEVICE_FAILURE)
        : Pdu.of(bytes, 0, HEAD - 1);
  }
}

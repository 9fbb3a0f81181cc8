package org.evsebridge.bridge.discover;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.io.ModbusSerialTransaction;
import com.ghgande.j2mod.modbus.io.ModbusSerialTransport;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;

/**
 * Asks for a charging module, with j2mod's serial master. Only reads that do nothing on any device
 * known here: input registers, and of the module those that evcc and the maker's own controllers
 * read at their start.
 */
final class Asking {
  /** In this order; the first at which anybody answers is the line's. */
  static final List<Integer> SPEEDS = List.of(9600, 19200, 38400, 115200);

  static final List<String> COMSETS = List.of("8N1", "8E1", "8N2");

  /** The first is what is asked of a unit; the others only of one that has answered it. */
  static final List<ModuleRegister> READS =
      List.of(ModuleRegister.SERIAL_NUMBER, ModuleRegister.FIRMWARE, ModuleRegister.STATE);

  private static final int TRIES = 3;

  private final OpenPort port;
  private final MasterLine line;
  private final ModbusSerialTransaction transaction;

  Asking(OpenPort port, Patience patience) throws IOException {
    this.port = port;
    this.line = new MasterLine(port, Math.toIntExact(patience.answer().toMillis()));
    this.transaction = new ModbusSerialTransaction();
    transaction.setTransport((ModbusSerialTransport) line.getModbusTransport());
  }

  /** All settings of a line in the order in which they are tried. */
  static List<SerialSettings> settings() {
    return SPEEDS.stream()
        .flatMap(
            speed ->
                COMSETS.stream()
                    .map(SerialSettings.MODULE.withBaudrate(speed)::withComset)
                    .flatMap(Optional::stream))
        .toList();
  }

  /**
   * Asks until somebody answers; takes as long as all settings and units together.
   *
   * @param units addresses, in the order in which they are asked
   * @param asking told what is asked next
   */
  ModuleAnswers ask(List<Integer> units, BiConsumer<SerialSettings, Integer> asking) {
    for (SerialSettings settings : settings()) {
      port.set(settings);
      List<ModuleAnswers.Unit> answering = new ArrayList<>();
      for (int unit : units) {
        asking.accept(settings, unit);
        unit(unit).ifPresent(answering::add);
        if (Thread.currentThread().isInterrupted()) {
          return new ModuleAnswers.ByNobody(line.heard());
        }
      }
      if (!answering.isEmpty()) {
        return new ModuleAnswers.ByUnits(settings, answering);
      }
    }
    return new ModuleAnswers.ByNobody(line.heard());
  }

  private Optional<ModuleAnswers.Unit> unit(int unit) {
    List<int[]> words = new ArrayList<>();
    try {
      for (ModuleRegister register : READS) {
        transaction.setRetries(words.isEmpty() ? 1 : TRIES); // who has answered once is worth more
        words.add(read(unit, register));
      }
      boolean isModule = isModule(words.get(1)[0], words.get(2)[0]);
      return Optional.of(
          new ModuleAnswers.Unit(
              unit,
              isModule,
              isModule
                  ? "firmware "
                      + ModuleRegister.FIRMWARE.render(words.get(1))
                      + ", serial number "
                      + ModuleRegister.SERIAL_NUMBER.render(words.get(0))
                  : "not with what the charging module has in these registers"));
    } catch (ModbusSlaveException e) { // a device, but none with these registers
      return Optional.of(new ModuleAnswers.Unit(unit, false, "with exception " + e.getType()));
    } catch (ModbusException e) {
      return words.isEmpty()
          ? Optional.empty()
          : Optional.of(new ModuleAnswers.Unit(unit, false, "but not each time it is asked"));
    }
  }

  /** A module's firmware has a first number, and one of the states that there are. */
  private static boolean isModule(int firmware, int stateAndErrors) {
    return firmware >> 12 != 0 && ModuleState.ofCode(stateAndErrors & 0xFF).isPresent();
  }

  private int[] read(int unit, ModuleRegister register) throws ModbusException {
    ReadInputRegistersRequest request =
        new ReadInputRegistersRequest(register.address(), register.count());
    request.setUnitID(unit);
    transaction.setRequest(request);
    transaction.execute();
    if (!(transaction.getResponse() instanceof ReadInputRegistersResponse response)
        || response.getUnitID() != unit
        || response.getWordCount() != register.count()) {
      throw new ModbusIOException("not the answer to this request");
    }
    return IntStream.range(0, register.count()).map(response::getRegisterValue).toArray();
  }
}

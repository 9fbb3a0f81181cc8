package org.evsebridge.simulator.junit;

import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Asks through a Modbus TCP gateway. For one thread at a time. */
final class TcpModbus implements ModbusClient {
  /** Longer than the gateway waits for a module. */
  private static final int TIMEOUT_MILLIS = 10_000;

  private final ModbusTCPMaster master;

  TcpModbus(InetSocketAddress gateway) {
    master = new ModbusTCPMaster(gateway.getHostString(), gateway.getPort(), TIMEOUT_MILLIS, false);
  }

  private interface Request<T> {
    T send() throws Exception;
  }

  @Override
  public synchronized List<Integer> readInput(int unit, int address, int count) {
    return words(answer(unit, 4, address, () -> master.readInputRegisters(unit, address, count)));
  }

  @Override
  public synchronized List<Integer> readHolding(int unit, int address, int count) {
    return words(
        answer(unit, 3, address, () -> master.readMultipleRegisters(unit, address, count)));
  }

  private static List<Integer> words(InputRegister[] registers) {
    return Arrays.stream(registers).map(InputRegister::toUnsignedShort).toList();
  }

  @Override
  public synchronized void write(int unit, int address, int value) {
    SimpleRegister word = new SimpleRegister(value);
    answer(unit, 6, address, () -> master.writeSingleRegister(unit, address, word));
  }

  private <T> T answer(int unit, int function, int address, Request<T> request) {
    String text =
        String.format(Locale.ROOT, "unit %d, function %d at 0x%04X", unit, function, address);
    try {
      if (!master.isConnected()) {
        master.connect();
        master.setRetries(1); // tries, in truth
      }
      return request.send();
    } catch (ModbusSlaveException e) {
      throw ModbusFailure.exception(text, e.getType());
    } catch (Exception e) { // connect() declares no other
      master.disconnect();
      throw ModbusFailure.silence(text + " (" + e.getMessage() + ")");
    }
  }

  @Override
  public synchronized void close() {
    master.disconnect();
  }
}

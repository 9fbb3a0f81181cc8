package org.evsebridge.simulator.controller;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.evsebridge.bridge.registers.ModuleRegister;

/**
 * The modules behind a Modbus TCP gateway, which is the way to one line. After any trouble the
 * connection is closed and the next request opens another. Blocks; for one thread.
 */
final class TcpModuleBus implements ModuleBus, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final ModbusTCPMaster master;

  TcpModuleBus(InetSocketAddress gateway) {
    master = new ModbusTCPMaster(gateway.getHostString(), gateway.getPort(), TIMEOUT_MILLIS, false);
  }

  /** What is asked of the master. */
  private interface MasterCall<T> {
    T send() throws ModbusException;
  }

  @Override
  public int[] read(Controller.ControlledModule target, ModuleRegister first, int count)
      throws IOException {
    InputRegister[] words =
        answer(() -> master.readInputRegisters(target.unit(), first.address(), count));
    return Arrays.stream(words).mapToInt(InputRegister::toUnsignedShort).toArray();
  }

  @Override
  public void write(Controller.ControlledModule target, ModuleRegister register, int value)
      throws IOException {
    SimpleRegister word = new SimpleRegister(value);
    answer(() -> master.writeSingleRegister(target.unit(), register.address(), word));
  }

  private <T> T answer(MasterCall<T> request) throws IOException {
    try {
      if (!master.isConnected()) {
        master.connect();
        master.setRetries(1); // tries, in truth: what is not answered is asked again in a second
      }
      return request.send();
    } catch (Exception e) { // connect() declares no other
      close();
      throw e instanceof IOException unreachable ? unreachable : new IOException(reason(e), e);
    }
  }

  /** The library's own words are not for people. */
  private static String reason(Exception e) {
    if (e instanceof ModbusSlaveException refused) {
      return "exception " + refused.getType();
    }
    return String.valueOf(e.getMessage()).contains("timed out")
        ? "there is no answer"
        : "the connection was closed";
  }

  @Override
  public void close() {
    master.disconnect();
  }
}

package org.evsebridge.simulator.controller;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransaction;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersResponse;
import com.ghgande.j2mod.modbus.msg.WriteSingleRegisterRequest;
import com.ghgande.j2mod.modbus.net.TCPMasterConnection;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.evsebridge.bridge.registers.ModuleRegister;

/**
 * The modules behind a Modbus TCP gateway, which is the way to one line. After any trouble the
 * connection is closed and the next request opens another. Blocks; for one thread.
 */
final class TcpModuleBus implements ModuleBus, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final InetSocketAddress gateway;
  private TCPMasterConnection connection;

  TcpModuleBus(InetSocketAddress gateway) {
    this.gateway = gateway;
  }

  @Override
  public int[] read(Controller.Target target, ModuleRegister first, int count) throws IOException {
    ModbusResponse answer = ask(target, new ReadInputRegistersRequest(first.address(), count));
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = ((ReadInputRegistersResponse) answer).getRegisterValue(i);
    }
    return words;
  }

  @Override
  public void write(Controller.Target target, ModuleRegister register, int value)
      throws IOException {
    ask(target, new WriteSingleRegisterRequest(register.address(), new SimpleRegister(value)));
  }

  private ModbusResponse ask(Controller.Target target, ModbusRequest request) throws IOException {
    request.setUnitID(target.unit());
    try {
      ModbusTCPTransaction transaction = new ModbusTCPTransaction(connected());
      transaction.setRetries(0); // what is not answered is asked again in a second
      transaction.setRequest(request);
      transaction.execute();
      return transaction.getResponse();
    } catch (IOException e) {
      close();
      throw e;
    } catch (ModbusException e) {
      close();
      throw new IOException(reason(e), e);
    }
  }

  private TCPMasterConnection connected() throws IOException {
    if (connection == null) {
      connection = new TCPMasterConnection(InetAddress.getByName(gateway.getHostString()));
      connection.setPort(gateway.getPort());
      connection.setTimeout(TIMEOUT_MILLIS);
      try {
        connection.connect();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) { // which the library declares and does not throw
        throw new IOException(e);
      }
    }
    return connection;
  }

  /** The library's own words are not for people. */
  private static String reason(ModbusException e) {
    if (e instanceof ModbusSlaveException refused) {
      return "exception " + refused.getType();
    }
    return String.valueOf(e.getMessage()).contains("timed out")
        ? "there is no answer"
        : "the connection was closed";
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}

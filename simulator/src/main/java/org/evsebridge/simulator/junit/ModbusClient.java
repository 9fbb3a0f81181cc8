package org.evsebridge.simulator.junit;

import java.util.List;

/**
 * A Modbus master that asks the charging modules of the first line. Each request blocks. Where the
 * station has a load guard its requests pass it, as any controller's do: a limit is answered as it
 * was written, and lowered at once to what the guard grants.
 */
public interface ModbusClient extends AutoCloseable {
  /**
   * Reads input registers (function 4).
   *
   * @param unit the module's address
   * @param count 1 to 125
   * @return the registers, each 0 to 65535
   * @throws ModbusFailure when there is no answer, or an exception
   */
  List<Integer> readInput(int unit, int address, int count);

  /** The same of holding registers (function 3). */
  List<Integer> readHolding(int unit, int address, int count);

  /**
   * Writes a holding register (function 6).
   *
   * @param value 0 to 65535
   * @throws ModbusFailure as for reads
   */
  void write(int unit, int address, int value);

  @Override
  void close();
}

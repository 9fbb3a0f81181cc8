package org.evsebridge.simulator.junit;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Notes each write and how it ended, for the station's report.
 *
 * @param client who asks
 * @param notes take a line
 */
record NotedModbus(ModbusClient client, Consumer<String> notes) implements ModbusClient {
  @Override
  public List<Integer> readInput(int unit, int address, int count) {
    return client.readInput(unit, address, count);
  }

  @Override
  public List<Integer> readHolding(int unit, int address, int count) {
    return client.readHolding(unit, address, count);
  }

  @Override
  public void write(int unit, int address, int value) {
    String words =
        String.format(Locale.ROOT, "write 0x%04X = 0x%04X to unit %d", address, value, unit);
    try {
      client.write(unit, address, value);
      notes.accept(words);
    } catch (ModbusFailure e) {
      notes.accept(
          words + (e.code().isPresent() ? ": exception " + e.code().getAsInt() : ": no answer"));
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

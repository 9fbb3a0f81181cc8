package org.evsebridge.simulator.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.scenario.Stage;

/**
 * Asks the models, without a wire.
 *
 * @param line the name of the line
 */
record SteppedModbus(Supplier<Stage> stage, String line) implements ModbusClient {
  @Override
  public List<Integer> readInput(int unit, int address, int count) {
    return read(unit, RegisterSpace.INPUT, address, count);
  }

  @Override
  public List<Integer> readHolding(int unit, int address, int count) {
    return read(unit, RegisterSpace.HOLDING, address, count);
  }

  private List<Integer> read(int unit, RegisterSpace space, int address, int count) {
    Pdu answer = ask(unit, Pdu.request(space.readFunction(), address, count));
    List<Integer> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(answer.u16(2 + 2 * i));
    }
    return List.copyOf(words);
  }

  @Override
  public void write(int unit, int address, int value) {
    ask(unit, Pdu.request(RegisterSpace.WRITE_SINGLE, address, value));
  }

  private Pdu ask(int unit, Pdu request) {
    String text =
        String.format(
            Locale.ROOT,
            "unit %d, function %d at 0x%04X",
            unit,
            request.function(),
            request.u16(1));
    Pdu answer =
        stage
            .get()
            .ask(line, new Adu(unit, request))
            .orElseThrow(() -> ModbusFailure.silence(text))
            .pdu();
    if (answer.isException()) {
      throw ModbusFailure.exception(text, answer.u8(1));
    }
    return answer;
  }

  @Override
  public void close() {
    // There is no connection.
  }
}

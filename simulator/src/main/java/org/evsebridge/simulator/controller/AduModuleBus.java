package org.evsebridge.simulator.controller;

import java.io.IOException;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;

/** Modules that are asked by method call, as in a scenario. */
public record AduModuleBus(Units units) implements ModuleBus {
  /** What the units of a line answer. */
  @FunctionalInterface
  public interface Units {
    /**
     * Asks a unit.
     *
     * @param line the name of the line it hangs on
     * @throws IOException when there is no answer
     */
    Adu ask(String line, Adu request) throws IOException;
  }

  @Override
  public int[] read(Controller.ControlledModule target, ModuleRegister first, int count)
      throws IOException {
    Pdu answer =
        ask(target, Pdu.request(RegisterSpace.INPUT.readFunction(), first.address(), count));
    if (answer.length() < 2 + 2 * count) {
      throw new IOException("a short answer to a read of " + first.title());
    }
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = answer.u16(2 + 2 * i);
    }
    return words;
  }

  @Override
  public void write(Controller.ControlledModule target, ModuleRegister register, int value)
      throws IOException {
    ask(target, Pdu.request(RegisterSpace.WRITE_SINGLE, register.address(), value));
  }

  private Pdu ask(Controller.ControlledModule target, Pdu request) throws IOException {
    Pdu answer = units.ask(target.line(), new Adu(target.unit(), request)).pdu();
    if (answer.isException()) {
      throw new IOException("exception " + answer.u8(1) + " to function " + request.function());
    }
    return answer;
  }
}

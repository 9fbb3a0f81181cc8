package org.evsebridge.simulator.controller;

import java.io.IOException;
import org.evsebridge.bridge.registers.ModuleRegister;

/** The way to the charging modules: one request after the other, each with its answer. */
public interface ModuleBus {
  /**
   * Reads input registers from one on.
   *
   * @throws IOException when there is no answer, or another than was asked for
   */
  int[] read(Controller.ControlledModule target, ModuleRegister first, int count)
      throws IOException;

  /**
   * Writes a holding register.
   *
   * @throws IOException as for {@link #read}
   */
  void write(Controller.ControlledModule target, ModuleRegister register, int value)
      throws IOException;
}

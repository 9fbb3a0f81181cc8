package org.evsebridge.simulator.modbus;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.ModuleRegisters;

/**
 * A charging module as a unit on a Modbus line. Not thread-safe: step the module and ask it under
 * one lock.
 */
public final class ModuleUnit {
  /** How far two speeds may be apart for a character to be understood. */
  private static final double BAUD_TOLERANCE = 0.05;

  private final ChargingModule module;
  private final Application application;
  private final Bootloader bootloader;

  public ModuleUnit(ChargingModule module) {
    this.module = module;
    this.bootloader = new Bootloader(module);
    this.application = new Application(new ModuleRegisters(module), module.options().undefined());
  }

  /** Whether it understands a line of a speed: its divisor can have been set to another one. */
  public boolean understands(int baudrate) {
    return Math.abs((double) module.baudrate() / baudrate - 1) <= BAUD_TOLERANCE;
  }

  /**
   * Executes a request. A broadcast is not for it.
   *
   * @return the answer; empty when the module stays silent
   */
  public Optional<Adu> answer(Adu request) {
    if (request.isBroadcast() || !module.answersAt(request.unit())) {
      return Optional.empty();
    }
    Optional<Pdu> answer =
        module.isInBootloader()
            ? Optional.of(bootloader.answer(request.pdu()))
            : application.answer(request.pdu());
    return answer.map(pdu -> new Adu(request.unit(), pdu));
  }
}

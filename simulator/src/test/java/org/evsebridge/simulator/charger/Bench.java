package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;

/** A module on a test bench: stepped by hand, read and written by register. */
final class Bench {
  static final Duration STEP = Duration.ofMillis(50);

  final ChargingModule module;
  final ModuleRegisters registers;
  PerPhase supply = PerPhase.all(230);

  Bench(Hardware hardware, Eeprom eeprom) {
    this(hardware, FirmwareOptions.DEFAULT, eeprom);
  }

  Bench(Hardware hardware, FirmwareOptions firmware, Eeprom eeprom) {
    module = new ChargingModule(hardware, firmware, MeterChip.EXACT, eeprom);
    registers = new ModuleRegisters(module);
  }

  Bench(Hardware hardware, Settings settings) {
    this(hardware, Eeprom.inMemory(settings));
  }

  Bench() {
    this(Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, 2));
  }

  Bench plugged() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    return this;
  }

  Bench run(double seconds) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      module.tick(STEP, supply);
    }
    return this;
  }

  int read(ModuleRegister register) {
    return read(register, 0);
  }

  int read(ModuleRegister register, int word) {
    registers.newRequest();
    return registers.read(register.space(), register.address() + word);
  }

  Bench write(ModuleRegister register, int value) {
    if (register.space() != RegisterSpace.HOLDING) {
      throw new IllegalArgumentException(register + " cannot be written");
    }
    registers.newRequest();
    registers.write(register.address(), value);
    return this;
  }
}

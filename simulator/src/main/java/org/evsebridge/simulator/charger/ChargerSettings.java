package org.evsebridge.simulator.charger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A charging point.
 *
 * @param line the name of the line it hangs on
 * @param noise how much noise and error its meter chip has: 1 for as much as a real one showed
 * @param wiring which phases of the house it is connected to
 * @param settings what a new EEPROM holds, the Modbus address among it
 * @param speedNamed whether the settings name a divisor, which counts whatever the line's speed
 * @param eeprom the file of the EEPROM; empty for one that ends with the program
 * @param car the car that belongs to it
 * @param carAfter when the car comes; empty for never
 * @param initial what has happened to the module before the start
 * @param replay what it answers with where the recording says anything, instead of the model
 */
public record ChargerSettings(
    String name,
    String line,
    Hardware hardware,
    FirmwareOptions firmware,
    double noise,
    Wiring wiring,
    Settings settings,
    boolean speedNamed,
    Optional<Path> eeprom,
    CarModel car,
    Optional<Duration> carAfter,
    InitialState initial,
    Optional<Recording> replay) {
  /**
   * What has happened to the module before the start.
   *
   * @param faults the causes that are there
   * @param limit what has been written to 0x0201; empty for nothing
   * @param button whether its button has been pressed, so that it answers at address 1
   */
  public record InitialState(Set<Fault> faults, Optional<Integer> limit, boolean button) {
    public static final InitialState DEFAULT = new InitialState(Set.of(), Optional.empty(), false);

    private void applyTo(ChargingModule module) {
      faults.forEach(module::cause);
      limit.ifPresent(
          value -> new ModuleRegisters(module).write(ModuleRegister.LIMIT.address(), value));
      if (button) {
        module.pressButton();
      }
    }
  }

  /** As the default rig has it: the seed's address, a 32 A board, a car after five seconds. */
  public static final ChargerSettings DEFAULT =
      new ChargerSettings(
          "station",
          "rs485",
          Hardware.DEFAULT,
          FirmwareOptions.DEFAULT,
          1,
          Wiring.STRAIGHT,
          Settings.FACTORY.with(ModuleRegister.ADDRESS, 2),
          false,
          Optional.empty(),
          CarPreset.THREE_PHASE_11KW.model(),
          Optional.of(Duration.ofSeconds(5)),
          InitialState.DEFAULT,
          Optional.empty());

  /** This one on all the phases that a house has. */
  public ChargerSettings on(List<Phase> phases) {
    Hardware wired =
        new Hardware(
            hardware.boardAmperes(),
            hardware.cable(),
            phases.size(),
            hardware.leakageModule(),
            hardware.serialNumber());
    return with(wired, new Wiring(phases), settings, car, replay);
  }

  /** The same with a module set up for a line's speed, unless its settings name a divisor. */
  public ChargerSettings at(int baudrate) {
    return speedNamed
        ? this
        : with(
            hardware,
            wiring,
            settings.with(ModuleRegister.UBRR, Uart.divisor(baudrate)),
            car,
            replay);
  }

  /** This one at another Modbus address. */
  public ChargerSettings withUnit(int unit) {
    return with(hardware, wiring, settings.with(ModuleRegister.ADDRESS, unit), car, replay);
  }

  /** This one with another cable. */
  public ChargerSettings with(Cable cable) {
    Hardware plugged =
        new Hardware(
            hardware.boardAmperes(),
            cable,
            hardware.phases(),
            hardware.leakageModule(),
            hardware.serialNumber());
    return with(plugged, wiring, settings, car, replay);
  }

  /** This one with another car. */
  public ChargerSettings with(CarModel other) {
    return with(hardware, wiring, settings, other, replay);
  }

  /** This one answering as a recording. */
  public ChargerSettings replaying(Recording recording) {
    return with(hardware, wiring, settings, car, Optional.of(recording));
  }

  private ChargerSettings with(
      Hardware otherHardware,
      Wiring otherWiring,
      Settings otherSettings,
      CarModel otherCar,
      Optional<Recording> otherReplay) {
    return new ChargerSettings(
        name,
        line,
        otherHardware,
        firmware,
        noise,
        otherWiring,
        otherSettings,
        speedNamed,
        eeprom,
        otherCar,
        carAfter,
        initial,
        otherReplay);
  }

  /** The Modbus address that a new EEPROM holds. */
  public int unit() {
    return settings.get(ModuleRegister.ADDRESS);
  }

  /**
   * Makes the module, without its car.
   *
   * @param seed of its meter chip's noise
   */
  public ChargingModule module(Eeprom kept, long seed) {
    MeterChip meter = new MeterChip(noise, seed + name.hashCode(), MeterChip.IdlePhases.SEEN);
    ChargingModule module = new ChargingModule(hardware, firmware, meter, kept);
    initial.applyTo(module);
    return module;
  }
}

package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.vehicle.Car;

/**
 * A charging point of the station: the module on the house's phases and on its line, and the car
 * that belongs to it, whether it is plugged in or not. Not thread-safe.
 */
public final class Charger {
  private final ChargerSettings settings;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private Optional<Duration> untilPlugged;

  Charger(ChargerSettings settings) {
    this.settings = settings;
    this.module =
        new ChargingModule(
            settings.hardware(), Settings.FACTORY.with(ModuleRegister.ADDRESS, settings.unit()));
    this.unit = new ModuleUnit(module);
    this.untilPlugged = settings.plugInAfter();
  }

  public ChargerSettings settings() {
    return settings;
  }

  public ChargingModule module() {
    return module;
  }

  /** What it draws from the house's phases, in amperes. */
  PerPhase current() {
    return settings.wiring().toHouse(module.current());
  }

  void tick(Duration step, PerPhase houseVolts) {
    module.tick(step, settings.wiring().toCharger(houseVolts));
    untilPlugged = untilPlugged.map(left -> left.minus(step));
    if (untilPlugged.filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent()) {
      plugIn();
    }
  }

  Optional<Adu> answer(Adu request) {
    return unit.answer(request);
  }

  /** Plugs in its car: a new one as the settings describe it. */
  public void plugIn() {
    untilPlugged = Optional.empty();
    module.plug(new Car(settings.car()));
  }

  /** Unplugs the car, if one is there. */
  public void unplug() {
    untilPlugged = Optional.empty();
    module.unplug();
  }

  public boolean isPlugged() {
    return module.car().isPresent();
  }
}

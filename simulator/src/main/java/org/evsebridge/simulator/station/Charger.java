package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.ConfigException;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.simulator.charger.ChargerConfig;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A charging point of the station: the module on the house's phases and on its line, and the car
 * that belongs to it, whether it is plugged in or not. Not thread-safe.
 */
public final class Charger {
  private final ChargerConfig settings;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private Optional<Duration> untilPlugged;

  Charger(ChargerConfig settings) throws ConfigException {
    this.settings = settings;
    this.module = settings.module();
    this.unit = new ModuleUnit(module);
    this.untilPlugged = settings.car().map(car -> settings.carAfter());
  }

  public ChargerConfig settings() {
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

  /** Plugs in its car as the settings describe it, or the usual one. */
  public void plugIn() {
    plugIn(settings.car().orElse(CarPreset.THREE_PHASE_11KW.model()));
  }

  /** Plugs in another car. */
  public void plugIn(CarModel car) {
    untilPlugged = Optional.empty();
    module.plug(new Car(car));
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

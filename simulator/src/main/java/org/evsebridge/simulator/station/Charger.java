package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.vehicle.Car;

/**
 * A charging point of the station: the module on the house's phases and on its line, and the car
 * that belongs to it, whether it is plugged in or not. The module is fed by its L1: without supply
 * it is silent and nothing flows; when the supply is back it starts anew. Not thread-safe.
 */
public final class Charger {
  /** Less than this on its L1 does not run the module. */
  private static final double RUNS_FROM_VOLTS = 100;

  private final ChargerSettings settings;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private Optional<Duration> untilPlugged;
  private boolean powered = true;

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

  /** The module; what it shows is stale while it has no supply. */
  public ChargingModule module() {
    return module;
  }

  /** Whether the module has supply. */
  public boolean isPowered() {
    return powered;
  }

  /** The module's state; undefined without supply. */
  public ModuleState state() {
    return powered ? module.state() : ModuleState.UNDEFINED;
  }

  /** What flows into the car on the module's own phases, in amperes. */
  public PerPhase current() {
    return powered ? module.current() : PerPhase.ZERO;
  }

  /** What it draws from the house's phases, in amperes. */
  PerPhase houseCurrent() {
    return settings.wiring().toHouse(current());
  }

  void tick(Duration step, PerPhase houseVolts) {
    PerPhase volts = settings.wiring().toCharger(houseVolts);
    boolean fed = volts.l1() >= RUNS_FROM_VOLTS;
    if (fed && !powered) {
      module.powerCycle();
    }
    powered = fed;
    if (powered) {
      module.tick(step, volts);
    }
    untilPlugged = untilPlugged.map(left -> left.minus(step));
    if (untilPlugged.filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent()) {
      plugIn();
    }
  }

  Optional<Adu> answer(Adu request) {
    return powered ? unit.answer(request) : Optional.empty();
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

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
 * A charging module where it hangs: on some phases of the house, fed by the first of them, with a
 * car that comes and goes. Without supply it is silent; when the supply is back it starts anew. Not
 * thread-safe.
 */
public final class Charger {
  /** Less than this on the module's L1 does not run it. */
  private static final double RUNS_FROM_VOLTS = 100;

  private final ChargerSettings settings;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private Optional<Duration> untilCar;
  private boolean powered = true;

  Charger(ChargerSettings settings) {
    this.settings = settings;
    this.module =
        new ChargingModule(
            settings.hardware(), Settings.FACTORY.with(ModuleRegister.ADDRESS, settings.unit()));
    this.unit = new ModuleUnit(module);
    this.untilCar = settings.arrives();
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
    untilCar = untilCar.map(left -> left.minus(step));
    if (untilCar.filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent()) {
      plug();
    }
  }

  Optional<Adu> answer(Adu request) {
    return powered ? unit.answer(request) : Optional.empty();
  }

  /** What it draws from the house's phases, in amperes. */
  PerPhase houseAmperes() {
    return settings.wiring().toHouse(current());
  }

  public ChargerSettings settings() {
    return settings;
  }

  public String name() {
    return settings.name();
  }

  /** The module itself; what it shows is stale while it has no supply. */
  public ChargingModule module() {
    return module;
  }

  /** Whether its L1 is fed. */
  public boolean isPowered() {
    return powered;
  }

  /** What flows into the car on the charger's own phases, in amperes. */
  public PerPhase current() {
    return powered ? module.current() : PerPhase.ZERO;
  }

  /** The module's state; undefined without supply. */
  public ModuleState state() {
    return powered ? module.state() : ModuleState.UNDEFINED;
  }

  public boolean isPlugged() {
    return module.car().isPresent();
  }

  /** Plugs in a car of the charger's kind as it arrives, in the place of one that is there. */
  public void plug() {
    untilCar = Optional.empty();
    module.plug(new Car(settings.car()));
  }

  public void unplug() {
    untilCar = Optional.empty();
    module.unplug();
  }
}

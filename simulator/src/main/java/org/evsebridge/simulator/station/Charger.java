package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.recording.RecordedUnit;
import org.evsebridge.simulator.recording.RecordedUnit.RecordedAnswer;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;

/**
 * A charging point of the station: the module on the house's phases and on its line, and the car
 * that belongs to it, whether it is plugged in or not. The module is fed by its L1: without supply
 * it is silent and nothing flows; when the supply is back it starts anew. Not thread-safe.
 */
public final class Charger {
  /** Less than this on its L1 does not run the module. */
  private static final double RUNS_FROM_VOLTS = 100;

  private final ChargerSettings settings;
  private final int baudrate;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private final Optional<RecordedUnit> replay;
  private Optional<Duration> untilPlugged;
  private boolean powered = true;

  /**
   * @param baudrate the speed of its line
   * @param seed of what is random in it
   * @throws ConfigException when the file of its EEPROM cannot be used
   */
  Charger(ChargerSettings settings, int baudrate, long seed, Eeproms eeproms)
      throws ConfigException {
    this.settings = settings;
    this.baudrate = baudrate;
    Settings blank = settings.at(baudrate).settings();
    this.module =
        settings.module(
            settings.eeprom().isPresent()
                ? eeproms.open(settings.eeprom().get(), blank)
                : Eeprom.inMemory(blank),
            seed);
    this.unit = new ModuleUnit(module);
    this.replay = settings.replay().map(recording -> new RecordedUnit(recording, settings.unit()));
    this.untilPlugged = settings.carAfter();
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
    if (untilPlugged.isPresent()) {
      Duration left = untilPlugged.get().minus(step);
      untilPlugged = Optional.of(left);
      if (left.compareTo(Duration.ZERO) <= 0) {
        plugIn();
      }
    }
  }

  /** The model gets every request too, so that it can continue when the recording ends. */
  Optional<Adu> answer(Adu request) {
    if (!isHeard()) {
      return Optional.empty();
    }
    Optional<Adu> model = unit.answer(request);
    return replay
        .flatMap(recorded -> recorded.answer(request))
        .map(RecordedAnswer::answer)
        .orElse(model);
  }

  /** Whether it would answer a request to a unit now. */
  boolean answersAt(int asked) {
    return isHeard() && module.answersAt(asked);
  }

  private boolean isHeard() {
    return powered && unit.understands(baudrate);
  }

  /** Plugs in its car as the settings describe it. */
  public void plugIn() {
    plugIn(settings.car());
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

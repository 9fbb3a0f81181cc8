package org.evsebridge.simulator.junit;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.scenario.Stage;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A charger of a test's station, and the car at it: what can be done to it, and how it stands.
 * Nothing passes meanwhile. Its methods may be called from any thread.
 */
public final class TestCharger {
  private final Supplier<Stage> stage;
  private final String name;

  TestCharger(Supplier<Stage> stage, String name) {
    this.stage = stage;
    this.name = name;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Plugs in the car that belongs to it. */
  public void plug() {
    act("plug " + name);
  }

  /** Plugs in another car. */
  public void plug(CarPreset car) {
    plug(CarBuilder.car(car));
  }

  /**
   * Plugs in another car.
   *
   * @throws IllegalArgumentException when something is wrong with it
   */
  public void plug(CarBuilder car) {
    act("plug " + car.keys().pairs() + " at " + name);
  }

  /** Unplugs the car, if one is there. */
  public void unplug() {
    act("unplug " + name);
  }

  /**
   * The car that is plugged in becomes another one, or gets another charge or target: what is said
   * of it changes, the rest stays.
   *
   * @throws IllegalArgumentException when something is wrong with it
   * @throws IllegalStateException when no car is plugged in
   */
  public void change(CarBuilder car) {
    if (!isPlugged()) {
      throw new IllegalStateException("no car is plugged in at " + name);
    }
    act("car " + car.keys().pairs() + " at " + name);
  }

  /** Makes a fault's cause appear. */
  public void cause(Fault fault) {
    act("fault " + fault.key() + " at " + name);
  }

  /** Takes a fault's cause away; what the module does then is its own matter. */
  public void remove(Fault fault) {
    act("no fault " + fault.key() + " at " + name);
  }

  /** Presses the board's button: a module at address 1 answers only then. */
  public void pressButton() {
    act("button at " + name);
  }

  /** Switches its power off and on again. */
  public void powerCycle() {
    act("power cycle at " + name);
  }

  /**
   * Writes a register. On a stepped station that passes the load guard, if there is one, as a
   * controller's writes do; with ports it goes to the module itself, behind the bridge. What the
   * module or the guard refuses is not told here: {@link ModbusClient} tells it.
   *
   * @param register one of 0x0200 to 0x020A
   * @param value 0 to 65535
   */
  public void write(ModuleRegister register, int value) {
    act(String.format(Locale.ROOT, "write 0x%04X = %d to %s", register.address(), value, name));
  }

  /**
   * Reads a register on the same way, for what reading some of them does: {@link
   * ModuleRegister#RESTART} restarts the module.
   */
  public void read(ModuleRegister register) {
    act(String.format(Locale.ROOT, "read 0x%04X of %s", register.address(), name));
  }

  /** The module's state; undefined without supply. */
  public ModuleState state() {
    return look(Charger::state);
  }

  /** What flows into the car on the module's own phases, in A. */
  public PerPhase current() {
    return look(Charger::current);
  }

  /** What the pilot offers the car, in A; 0 for nothing. */
  public int limit() {
    return look(charger -> charger.module().advertisedAmperes());
  }

  /** What it has ever charged, in kWh. */
  public double charged() {
    return look(charger -> charger.module().totalEnergy());
  }

  /** The car's state of charge, 0 to 100 %; empty without a car. */
  public OptionalDouble soc() {
    return look(
        charger ->
            charger
                .module()
                .car()
                .map(car -> OptionalDouble.of(car.percent()))
                .orElse(OptionalDouble.empty()));
  }

  /** Whether a car is plugged in. */
  public boolean isPlugged() {
    return look(Charger::isPlugged);
  }

  private void act(String words) {
    stage.get().act(words);
  }

  private <T> T look(Function<Charger, T> question) {
    return stage.get().station().ask(models -> question.apply(models.charger(name).orElseThrow()));
  }
}

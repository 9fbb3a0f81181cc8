package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarRequest;
import org.evsebridge.simulator.vehicle.PilotSignal;

/**
 * The charging module between supply and car (IEC 61851), stepped. What the Modbus side shows of it
 * is in {@link ModuleRegisters}. Not thread-safe.
 */
public final class ChargingModule {
  private final Hardware hardware;
  private final CurrentLimit limit = new CurrentLimit();
  private final Relay relay = new Relay();
  private final EnergyCounters energy = new EnergyCounters(0);
  private final Thermometer thermometer = new Thermometer();
  private Settings settings;
  private Optional<Car> car = Optional.empty();
  private ModuleState state = ModuleState.A;
  private Duration uptime = Duration.ZERO;
  private Duration ignored = Duration.ZERO;
  private PerPhase outputVolts = PerPhase.ZERO;

  /** A module that runs already, with no car. */
  public ChargingModule(Hardware hardware, Settings settings) {
    this.hardware = hardware;
    this.settings = settings;
  }

  /** Connects a car in the place of one that is there. */
  public void plug(Car arriving) {
    unplug();
    car = Optional.of(arriving);
    energy.beginSession();
  }

  /** Takes the car away, if there is one; the relay opens at once. */
  public void unplug() {
    car = Optional.empty();
    relay.open();
    outputVolts = PerPhase.ZERO;
    state = ModuleState.A;
  }

  /**
   * Lets time pass: first for the car, then for the module, which judges what the car does.
   *
   * @param supplyVolts on the module's input
   */
  public void tick(Duration step, PerPhase supplyVolts) {
    uptime = uptime.plus(step);
    limit.tick(step);
    PilotSignal pilot = new PilotSignal(true, advertisedAmperes());
    outputVolts = relay.output(supplyVolts);
    car.ifPresent(connected -> connected.tick(step, pilot, outputVolts));
    energy.count(step, outputVolts, current());
    thermometer.tick(step, current());
    judge(step);
    outputVolts = relay.output(supplyVolts);
  }

  private void judge(Duration step) {
    boolean advertising = advertisedAmperes() > 0;
    boolean asking = car.map(Car::request).filter(CarRequest.CURRENT::equals).isPresent();
    ignored = asking && !advertising ? ignored.plus(step) : Duration.ZERO;
    if (asking && advertising) {
      relay.close(phasesToClose());
    } else if (!asking || ignored.compareTo(Assumptions.RELAY_PATIENCE) >= 0) {
      relay.open();
    }
    state = car.isEmpty() ? ModuleState.A : stateWith(car.get());
  }

  private ModuleState stateWith(Car connected) {
    if (connected.request() == CarRequest.VENTILATION) {
      return ModuleState.D;
    }
    return relay.isClosed() ? ModuleState.C : ModuleState.B;
  }

  private int phasesToClose() {
    return settings.has(SettingBit.THREE_PHASES) ? hardware.phases() : 1;
  }

  /** The IEC 61851 state as the register 0x0103 shows it. */
  public ModuleState state() {
    return state;
  }

  /** The current on offer to the car, in amperes; 0 or 6 to 32. */
  public int advertisedAmperes() {
    int allowed =
        Math.min(limit.amperes(), Math.min(hardware.boardAmperes(), hardware.cable().amperes()));
    return allowed < Assumptions.LOWEST_ADVERTISED ? 0 : allowed;
  }

  /** What flows into the car, in amperes. */
  public PerPhase current() {
    return relay.isClosed() ? car.map(Car::current).orElse(PerPhase.ZERO) : PerPhase.ZERO;
  }

  /** What is on the output, in volts. */
  public PerPhase outputVolts() {
    return outputVolts;
  }

  /** What the session has delivered so far, in kWh. */
  public PerPhase sessionEnergy() {
    return energy.session();
  }

  /** What the module has ever delivered, in kWh. */
  public double totalEnergy() {
    return energy.total();
  }

  public double boardCelsius() {
    return thermometer.celsius();
  }

  public Leds leds() {
    return Leds.of(state, relay.closedPhases());
  }

  public Optional<Car> car() {
    return car;
  }

  public Hardware hardware() {
    return hardware;
  }

  Duration uptime() {
    return uptime;
  }

  CurrentLimit limit() {
    return limit;
  }

  Settings settings() {
    return settings;
  }

  void set(ModuleRegister register, int value) {
    settings = settings.with(register, value);
  }

  /** The Modbus address at which the module answers now. */
  public int address() {
    return settings.get(ModuleRegister.ADDRESS) & 0xFF;
  }
}

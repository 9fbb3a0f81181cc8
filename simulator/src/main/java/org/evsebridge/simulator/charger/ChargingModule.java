package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarRequest;

/**
 * The charging module between supply and car (IEC 61851), stepped. What the Modbus side shows of it
 * is in {@link ModuleRegisters}. Not thread-safe.
 */
public final class ChargingModule {
  private static final int SILENT_ADDRESS = 1;

  private final Hardware hardware;
  private final PowerPath power;
  private final Protection protection = new Protection();
  private final Thermometer thermometer = new Thermometer();
  private final Lasting<ModuleState> state = new Lasting<>(ModuleState.A);
  private final Lasting<LedPattern> red = new Lasting<>(LedPattern.DARK);
  private final Firmware firmware;
  private final Offer offer;
  private Optional<Car> car = Optional.empty();

  /** A module that runs already, with no car. */
  public ChargingModule(
      Hardware hardware, FirmwareOptions options, MeterChip meter, Eeprom eeprom) {
    this.hardware = hardware;
    this.power = new PowerPath(meter);
    this.firmware = new Firmware(options, eeprom);
    this.offer = new Offer(hardware, firmware, protection);
  }

  /** A module with an exact meter chip, whose EEPROM lives as long as the program. */
  public ChargingModule(Hardware hardware, Settings settings) {
    this(hardware, FirmwareOptions.DEFAULT, MeterChip.EXACT, Eeprom.inMemory(settings));
  }

  /** Connects a car in the place of one that is there. */
  public void plug(Car arriving) {
    unplug();
    car = Optional.of(arriving);
    memory().sessionEnergy = PerPhase.ZERO;
    memory().cpLine.connected(settings());
  }

  /** Takes the car away, if there is one; the relay opens at once. */
  public void unplug() {
    car = Optional.empty();
    protection.unplugged();
    firmware.keepTotalEnergy();
    judge(Duration.ZERO);
  }

  /** Presses the board's button: at address 1 the module answers from now on. */
  public void pressButton() {
    memory().awake = true;
  }

  /** Makes a fault's cause appear. */
  public void cause(Fault fault) {
    protection.cause(fault);
  }

  /** Takes a fault's cause away; what the module does then is its own matter. */
  public void remove(Fault fault) {
    protection.remove(fault);
  }

  /** The causes that are there, noticed or not. */
  public Set<Fault> causes() {
    return protection.causes();
  }

  /** The faults that the module has noticed. */
  public Set<Fault> faults() {
    return protection.noticed();
  }

  /** Switches the power off and on again. An update that was under way is to be repeated. */
  public void powerCycle() {
    firmware.powerCycle();
    protection.restarted();
    judge(Duration.ZERO);
  }

  /** Takes the power away for good; what it counts is in the EEPROM then. */
  public void switchOff() {
    firmware.keepTotalEnergy();
  }

  /**
   * Lets time pass: first for the car, then for the module, which judges what the car does.
   *
   * @param supplyVolts on the module's input
   */
  public void tick(Duration step, PerPhase supplyVolts) {
    power.supply(supplyVolts);
    if (firmware.tick(step)) {
      protection.restarted();
      power.relay().open();
    }
    memory().limit.tick(step);
    memory()
        .cpLine
        .tick(step, settings(), state() == ModuleState.B && !isAsking() && offer.hasPulses());
    if (car.isPresent()) {
      car.get().tick(step, offer.pilot(), outputVolts());
    }
    count(step);
    thermometer.tick(step, current(), protection.heatsTo());
    state.pass(step);
    red.pass(step);
    judge(step);
  }

  private void count(Duration step) {
    PerPhase energy = power.energy(car, step);
    memory().sessionEnergy = memory().sessionEnergy.plus(energy);
    firmware.addEnergy(energy.sum());
    if (protection.isNoticed(Fault.I2C_COMMUNICATION)) {
      memory().i2cTrouble = memory().i2cTrouble.plus(step);
    }
  }

  /** Looks at the car and at what is wrong, and sets state and relay accordingly. */
  private void judge(Duration step) {
    Relay relay = power.relay();
    relay.weld(protection.isCaused(Fault.RELAY_STAYS_ON));
    protection.look(
        new Protection.Senses(
            thermometer.celsius(),
            hardware.leakageModule(),
            settings().has(SettingBit.LEAKAGE_MODULE_REQUIRED),
            relay.isClosed(),
            car.isPresent() && car.get().model().habits().diodeFault()));
    red.become(protection.red());
    Optional<ModuleState> forced = protection.forcedState();
    if (!firmware.isRunning()) {
      relay.open();
      become(ModuleState.UNDEFINED);
    } else if (forced.isPresent()) {
      relay.open();
      become(forced.get());
    } else {
      relay.follow(step, isAsking(), offer.hasPulses(), memory().cpLine.isCut(), phasesToClose());
      become(car.isEmpty() ? ModuleState.A : stateWith(car.get()));
    }
  }

  private ModuleState stateWith(Car connected) {
    if (connected.request() == CarRequest.VENTILATION) {
      return ModuleState.D;
    }
    return power.relay().isClosed() ? ModuleState.C : ModuleState.B;
  }

  private void become(ModuleState next) {
    if (next != state() && state() != ModuleState.UNDEFINED && next != ModuleState.UNDEFINED) {
      memory().awake = true;
    }
    state.become(next);
  }

  private boolean isAsking() {
    return car.isPresent() && car.get().request() == CarRequest.CURRENT;
  }

  private int phasesToClose() {
    return settings().has(SettingBit.THREE_PHASES) ? hardware.phases() : 1;
  }

  /** The IEC 61851 state as the register 0x0103 shows it. */
  public ModuleState state() {
    return state.value();
  }

  /** What it measures on the pilot. */
  Pilot pilot() {
    if (memory().cpLine.isCut()) {
      return Pilot.in(ModuleState.A, false);
    }
    if (protection.isNoticed(Fault.HIGHEST_CP_TOO_LOW)) {
      return Pilot.shorted();
    }
    if (protection.isNoticed(Fault.LOWEST_CP_TOO_HIGH)) {
      return Pilot.withoutDiode();
    }
    return Pilot.in(
        state(), offer.hasPulses() && (car.isPresent() || !CpLine.isSteadyFirst(settings())));
  }

  /** The error bits beside it. */
  int errorBits() {
    return protection.bits();
  }

  /** The current on offer to the car, in amperes; 0 or 6 to 32. */
  public int advertisedAmperes() {
    return offer.amperes();
  }

  /** The same as 0x0102 shows it. */
  int shownAmperes() {
    return offer.shownAmperes();
  }

  /** What flows into the car, in amperes. */
  public PerPhase current() {
    return power.current(car);
  }

  /** What its meter chip shows of that current, in amperes. */
  PerPhase measuredCurrent() {
    return power.measuredCurrent(car, memory().uptime);
  }

  /** What its meter chip shows of the voltages, in volts. */
  PerPhase measuredVolts() {
    return power.measuredVolts(memory().uptime);
  }

  /** What is on the output, in volts. */
  public PerPhase outputVolts() {
    return power.volts();
  }

  /** What the session has delivered so far, in kWh. */
  public PerPhase sessionEnergy() {
    return memory().sessionEnergy;
  }

  /** What the module has ever delivered, in kWh. */
  public double totalEnergy() {
    return firmware.totalEnergy();
  }

  public double boardCelsius() {
    return thermometer.celsius();
  }

  /** What the LEDs show while the state lasts. */
  public Leds leds() {
    return firmware.isInBootloader()
        ? Leds.allDark()
        : Leds.of(state(), power.relay().closedPhases(), red.value());
  }

  /** How many LEDs the external pattern is shown on, all alike: by the kind that is set. */
  public int externalLeds() {
    return settings().get(ModuleRegister.LED_KIND) == 0 ? 1 : Leds.STRIP_LENGTH;
  }

  /** How long the red LED has shown its pattern. */
  public Duration redFor() {
    return red.lasted();
  }

  /** How long the state has lasted: where in their patterns the other LEDs are. */
  public Duration inState() {
    return state.lasted();
  }

  public Optional<Car> car() {
    return car;
  }

  /** The application's version, as 0x0005 shows it; 0 while there is none. */
  public int version() {
    return firmware.version();
  }

  /**
   * In the bootloader: writes a page of a new application.
   *
   * @param page 0 to 223
   * @param content 128 bytes
   */
  public void writePage(int page, byte[] content) {
    firmware.writePage(page, content);
  }

  /**
   * In the bootloader: starts the application that has been written.
   *
   * @return whether its checksum is right; else the bootloader goes on
   */
  public boolean startWritten() {
    return firmware.startWritten();
  }

  public FirmwareOptions options() {
    return firmware.options();
  }

  public Hardware hardware() {
    return hardware;
  }

  /** The settings in effect; not all of them need to be saved. */
  public Settings settings() {
    return memory().settings;
  }

  /** The Modbus address of the settings. */
  public int address() {
    return settings().get(ModuleRegister.ADDRESS) & 0xFF;
  }

  /** The speed at which it talks, in bits a second; a saved change counts from the next start. */
  public int baudrate() {
    return Uart.baudrate(memory().ubrr);
  }

  /** Whether the module would answer a request to a unit now. */
  public boolean answersAt(int unit) {
    if (firmware.isInBootloader()) {
      return unit == ModuleRegister.BOOTLOADER_UNIT;
    }
    return firmware.isRunning() && unit == address() && (unit != SILENT_ADDRESS || memory().awake);
  }

  /** Whether the application runs: not while it starts, nor in the bootloader. */
  public boolean isRunning() {
    return firmware.isRunning();
  }

  public boolean isInBootloader() {
    return firmware.isInBootloader();
  }

  Firmware firmware() {
    return firmware;
  }

  private WorkingMemory memory() {
    return firmware.memory();
  }
}

package org.evsebridge.simulator.rig;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * The whole station as one model: house, smart meter, charging module and car, stepped together, so
 * that the car's current shows in the meter. One lock guards all of it; every method may be called
 * from any thread.
 */
public final class Station implements Ticking {
  /** The appliance behind the key {@code o}. */
  static final String OVEN = "oven";

  private static final long SEED = 1;

  private final SimulatedClock clock;
  private final House house;
  private final ChargingModule module;
  private final ModuleUnit unit;
  private final SmartMeter meter;
  private Optional<Duration> untilPlugged;

  /**
   * A station with no car yet.
   *
   * @param address the charging module's Modbus address
   * @param plugAfter when the car arrives
   * @param telegrams gets each telegram, on the thread that ticks
   */
  public Station(ZonedDateTime start, int address, Duration plugAfter, Consumer<byte[]> telegrams) {
    clock = new SimulatedClock(start);
    house = HouseSettings.USUAL.build(clock, SEED);
    module =
        new ChargingModule(
            Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, address));
    unit = new ModuleUnit(module);
    meter = new SmartMeter(MeterSettings.of(MeterKind.DSMR_5), clock, SEED, telegrams);
    untilPlugged = Optional.of(plugAfter);
  }

  @Override
  public synchronized void tick(Duration step) {
    clock.tick(step);
    house.tick(step, module.current());
    module.tick(step, house.volts());
    meter.tick(step, house.flow());
    untilPlugged = untilPlugged.map(left -> left.minus(step));
    if (untilPlugged.filter(left -> left.compareTo(Duration.ZERO) <= 0).isPresent()) {
      plug();
    }
  }

  /** Puts a request on the RS485 bus; empty when no unit answers. */
  public synchronized Optional<Adu> answer(Adu request) {
    return unit.answer(request);
  }

  /** Plugs the car in, or unplugs it. */
  public synchronized void togglePlug() {
    if (module.car().isPresent()) {
      module.unplug();
    } else {
      plug();
    }
  }

  private void plug() {
    untilPlugged = Optional.empty();
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
  }

  /** Switches the oven on or off and says whether it is on now. */
  public synchronized boolean toggleOven() {
    return house.toggle(OVEN);
  }

  /** What a person sees of the station now. */
  public synchronized Status status() {
    return new Status(
        module.state(),
        module.car().isPresent(),
        module.advertisedAmperes(),
        module.current(),
        module.leds(),
        module.sessionEnergy().sum(),
        house.isOn(OVEN),
        house.flow().watts().sum());
  }
}

package org.evsebridge.simulator.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.Leds;
import org.evsebridge.simulator.config.MeterFaultsBlock;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.house.Sun;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station.Models;
import org.evsebridge.simulator.vehicle.Car;

/** The station as the API shows it. Amperes, volts, watts, kWh and degrees Celsius throughout. */
final class StateView {
  private StateView() {}

  /** A charging module and its car. */
  record ChargerView(
      String name,
      String line,
      int unit,
      boolean powered,
      String state,
      List<String> errors,
      int advertisedAmperes,
      PerPhase amperes,
      PerPhase outputVolts,
      double sessionKwh,
      double totalKwh,
      double celsius,
      LedsView leds,
      List<String> faults,
      Optional<CarView> car) {}

  /**
   * The LEDs' patterns, 250 ms a character, and whether they are lit now.
   *
   * @param greenMillis since the patterns of green and external began
   * @param redMillis since red's began
   */
  record LedsView(
      String green,
      boolean greenLit,
      String red,
      boolean redLit,
      String external,
      boolean externalLit,
      String externalColour,
      int externalLeds,
      long greenMillis,
      long redMillis) {}

  /** A car on the cable. */
  record CarView(int phases, double maxAmperes, double soc, boolean asleep, String asks) {}

  /**
   * The house and its connection.
   *
   * @param fuseAmperes what each main fuse is rated for
   * @param deadPhases those whose fuse has blown and is not reset
   * @param blownFuses every one that has blown so far
   * @param battery empty where there is none
   * @param loads whether each that has a switch is on
   * @param draws what each that has a name draws from each phase while it is on
   */
  record HouseView(
      String connection,
      double fuseAmperes,
      String fuseKind,
      List<String> phases,
      PerPhase volts,
      PerPhase amperes,
      double watts,
      double sunWatts,
      SunView sun,
      Optional<BatteryView> battery,
      PerPhase fuseUse,
      List<String> deadPhases,
      List<String> blownFuses,
      Map<String, Boolean> loads,
      Map<String, PerPhase> draws) {}

  /**
   * The sun, by the keys that change it.
   *
   * @param peak what the panels give at their best, in W
   * @param clouds the share of the sun that they take
   * @param watts what the panels give whatever the sky does; empty while the sky decides
   */
  record SunView(double peak, double clouds, Optional<Double> watts) {}

  /**
   * The house's battery, by the keys that change it and what it does.
   *
   * @param watts what it gives; less than 0 while it is charged
   */
  record BatteryView(
      double capacity,
      double power,
      double soc,
      double minSoc,
      double maxSoc,
      double efficiency,
      String mode,
      double watts,
      double chargedKwh,
      double dischargedKwh) {}

  /**
   * The smart meter.
   *
   * @param faults those that are set, each as rig.yaml would have it
   */
  record MeterState(
      String kind, double importedKwh, double exportedKwh, long telegrams, List<String> faults) {}

  static ChargerView charger(Charger charger) {
    ChargingModule module = charger.module();
    return new ChargerView(
        charger.settings().name(),
        charger.settings().line(),
        module.address(),
        charger.isPowered(),
        charger.state().toString(),
        module.faults().stream()
            .flatMap(fault -> fault.bit().stream())
            .sorted()
            .map(Object::toString)
            .toList(),
        module.advertisedAmperes(),
        charger.current(),
        module.outputVolts(),
        module.sessionEnergy().sum(),
        module.totalEnergy(),
        module.boardCelsius(),
        leds(module),
        module.causes().stream().sorted().map(Fault::key).toList(),
        module.car().map(StateView::car));
  }

  private static LedsView leds(ChargingModule module) {
    Leds leds = module.leds();
    return new LedsView(
        leds.green().toString(),
        leds.green().litAt(module.inState()),
        leds.red().toString(),
        leds.red().litAt(module.redFor()),
        leds.external().toString(),
        leds.external().litAt(module.inState()),
        leds.colour().name().toLowerCase(Locale.ROOT),
        module.externalLeds(),
        module.inState().toMillis(),
        module.redFor().toMillis());
  }

  private static CarView car(Car car) {
    return new CarView(
        car.model().phases(),
        car.model().maxAmperes(),
        car.percent(),
        car.isAsleep(),
        car.request().name().toLowerCase(Locale.ROOT));
  }

  static HouseView house(House house) {
    Map<String, Boolean> loads = new LinkedHashMap<>();
    house.appliances().forEach(name -> loads.put(name, house.isOn(name)));
    Map<String, PerPhase> draws = new LinkedHashMap<>();
    house.loads().forEach(name -> draws.put(name, house.draw(name)));
    Sun sun = house.sun();
    return new HouseView(
        house.connection().toString(),
        house.connection().amperes(),
        house.connection().curve().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        house.connection().phases().stream().map(Phase::name).toList(),
        house.flow().volts(),
        house.flow().amperes(),
        house.flow().watts().sum(),
        house.sunWatts(),
        new SunView(sun.peakWatts(), sun.clouds(), sun.fixedWatts()),
        house.battery().settings().map(known -> battery(known, house.battery())),
        house.fuseUse(),
        house.connection().phases().stream()
            .filter(phase -> house.fuseUse().get(phase) >= 1)
            .map(Phase::name)
            .toList(),
        house.blownFuses().stream()
            .map(
                fuse ->
                    String.format(
                        Locale.ROOT,
                        "%s at %s, carrying %.1f A",
                        fuse.phase(),
                        fuse.at(),
                        fuse.amperes()))
            .toList(),
        loads,
        draws);
  }

  private static BatteryView battery(BatterySettings settings, Battery battery) {
    return new BatteryView(
        settings.kilowattHours(),
        settings.watts(),
        battery.percent(),
        settings.leastPercent(),
        settings.mostPercent(),
        settings.efficiency(),
        settings.mode().name().toLowerCase(Locale.ROOT),
        battery.watts(),
        battery.chargedKwh(),
        battery.dischargedKwh());
  }

  static MeterState meter(SmartMeter meter) {
    return new MeterState(
        meter.settings().kind().toString(),
        meter.importedKwh(),
        meter.exportedKwh(),
        meter.sent(),
        MeterFaultsBlock.texts(meter.faults()));
  }

  /** What events tell of when it changes. */
  record Watched(List<WatchedCharger> chargers, Map<String, Boolean> loads, int blownFuses) {
    void tellChanges(Watched before, Events events) {
      for (int i = 0; i < chargers.size(); i++) {
        WatchedCharger now = chargers.get(i);
        if (!now.equals(before.chargers.get(i))) {
          events.send("charger", () -> now);
        }
      }
      if (!loads.equals(before.loads) || blownFuses != before.blownFuses) {
        events.send("house", () -> new WatchedHouse(loads, blownFuses));
      }
    }
  }

  /** What events tell of a charger. */
  record WatchedCharger(
      String charger,
      String state,
      boolean plugged,
      int advertisedAmperes,
      List<String> errors,
      String red) {}

  /** What events tell of the house. */
  record WatchedHouse(Map<String, Boolean> loads, int blownFuses) {}

  static Watched watched(Models models) {
    List<WatchedCharger> chargers = new ArrayList<>();
    for (Charger charger : models.chargers()) {
      ChargerView view = charger(charger);
      chargers.add(
          new WatchedCharger(
              view.name(),
              view.state(),
              view.car().isPresent(),
              view.advertisedAmperes(),
              view.errors(),
              view.leds().red()));
    }
    HouseView house = house(models.house());
    return new Watched(chargers, house.loads(), house.blownFuses().size());
  }
}

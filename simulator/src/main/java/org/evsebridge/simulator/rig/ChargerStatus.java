package org.evsebridge.simulator.rig;

import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.evsebridge.simulator.vehicle.CarRequest;

/**
 * What a person sees of a charger at one moment.
 *
 * @param words the IEC 61851 state in words
 * @param causes what the module protects against, empty without errors
 * @param amperes what the car draws on the phase on which it draws most
 * @param advertised amperes that it may draw
 * @param car empty when none is plugged in
 * @param kwh of the session
 */
record ChargerStatus(
    String name,
    ModuleState state,
    String words,
    String causes,
    double amperes,
    int advertised,
    Optional<CarStatus> car,
    double kwh) {
  private static final double FLOWS_FROM_AMPERES = 0.5;

  /**
   * The car on the cable.
   *
   * @param kind the preset that it is, or what it can draw
   * @param percent its state of charge
   */
  record CarStatus(String kind, double percent) {
    private static CarStatus of(Car car) {
      return new CarStatus(
          CarPreset.like(car.model())
              .map(CarPreset::key)
              .orElse(car.model().phases() + "x" + Math.round(car.model().maxAmperes()) + " A car"),
          car.percent());
    }
  }

  static ChargerStatus of(Charger charger) {
    ChargingModule module = charger.module();
    return new ChargerStatus(
        charger.settings().name(),
        charger.state(),
        words(charger),
        module.faults().stream().map(Fault::key).sorted().collect(Collectors.joining(", ")),
        charger.current().max(),
        module.advertisedAmperes(),
        module.car().map(CarStatus::of),
        module.sessionEnergy().sum());
  }

  private static String words(Charger charger) {
    boolean flows = charger.current().max() > FLOWS_FROM_AMPERES;
    return switch (charger.state()) {
      case UNDEFINED -> charger.isPowered() ? "starting" : "no power";
      case A -> charger.isPlugged() ? "A car unnoticed" : "A no car";
      case B -> "B " + waiting(charger);
      case C -> flows ? "C charging" : "C ready to charge";
      case D -> flows ? "D charging, fan on" : "D ready, fan on";
      case ERROR, HARDWARE_ERROR -> charger.state().toString();
    };
  }

  private static String waiting(Charger charger) {
    if (charger.module().advertisedAmperes() == 0) {
      return "may not charge";
    }
    Car car = charger.module().car().orElse(null);
    if (car == null) {
      return "car connected"; // until the module notices that it is gone
    }
    return car.isAsleep()
        ? "car sleeps"
        : car.request() == CarRequest.NOTHING ? "car asks nothing" : "car connected";
  }

  /** What has changed since an earlier moment, in a line; empty when nothing has. */
  String changeSince(ChargerStatus before) {
    StringBuilder change = new StringBuilder();
    if (car.isPresent() != before.car.isPresent()) {
      change.append(car.isPresent() ? "car plugged in, " : "car unplugged, ");
    }
    if (state != before.state) {
      change.append("state ").append(before.state).append(" -> ").append(state).append(", ");
    }
    if (!causes.equals(before.causes) && !causes.isEmpty()) {
      change.append(causes).append(", ");
    }
    return change.isEmpty() ? "" : change.append(advertised).append(" A advertised").toString();
  }
}

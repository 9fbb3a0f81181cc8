package org.evsebridge.simulator.rig;

import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Leds;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * What a person sees of the station at one moment.
 *
 * @param advertised amperes that the car may draw
 * @param current amperes that it draws
 * @param sessionKwh energy since the car came
 * @param on the appliances that are switched on
 * @param gridWatts what the house takes from the grid, the car included
 */
record Status(
    ModuleState state,
    boolean plugged,
    int advertised,
    PerPhase current,
    Leds leds,
    double sessionKwh,
    List<String> on,
    double gridWatts) {

  /** The status of a station's first charger and of its house. */
  static Status of(Station.Models models) {
    Charger charger = models.chargers().get(0);
    ChargingModule module = charger.module();
    House house = models.house();
    return new Status(
        charger.state(),
        charger.isPlugged(),
        module.advertisedAmperes(),
        charger.current(),
        module.leds(),
        module.sessionEnergy().sum(),
        house.appliances().stream().filter(house::isOn).toList(),
        house.flow().watts().sum());
  }

  /** One line with everything. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s  green %s red %s  %4.1f %4.1f %4.1f A of %d A  %.2f kWh  grid %.2f kW%s",
        state,
        leds.green(),
        leds.red(),
        current.l1(),
        current.l2(),
        current.l3(),
        advertised,
        sessionKwh,
        gridWatts / 1000,
        on.isEmpty() ? "" : "  on: " + String.join(", ", on));
  }

  /** The states that have changed since an earlier moment; empty when none has. */
  String changeSince(Status before) {
    StringBuilder change = new StringBuilder();
    if (plugged != before.plugged) {
      change.append(plugged ? "car plugged in, " : "car unplugged, ");
    }
    if (!on.equals(before.on)) {
      change.append("on: ").append(on.isEmpty() ? "no appliance" : String.join(", ", on));
      change.append(", ");
    }
    if (state != before.state) {
      change.append("state ").append(before.state).append(" -> ").append(state).append(", ");
    }
    return change.isEmpty() ? "" : change.append(advertised).append(" A advertised").toString();
  }
}

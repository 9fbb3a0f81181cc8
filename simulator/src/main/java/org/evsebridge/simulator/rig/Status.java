package org.evsebridge.simulator.rig;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * What a person sees of the station at one moment.
 *
 * @param advertised amperes that the car may draw
 * @param current amperes that it draws
 * @param on the appliances that are switched on
 * @param house its phases against the fuse
 * @param chargers each with its state and what its car draws of what it may
 */
record Status(
    ModuleState state,
    boolean plugged,
    int advertised,
    PerPhase current,
    List<String> on,
    String house,
    List<String> chargers) {

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
        house.appliances().stream().filter(house::isOn).toList(),
        fuses(house),
        models.chargers().stream().map(Status::row).toList());
  }

  /** Such as {@code L1 33/25 L2 4/25 L3 4/25 A fuse 12 %}: of the fuse that has used up most. */
  private static String fuses(House house) {
    return house.connection().phases().stream()
            .map(phase -> fuse(house, phase))
            .collect(Collectors.joining(" "))
        + String.format(Locale.ROOT, " A fuse %.0f %%", 100 * house.fuseUse().max());
  }

  private static String fuse(House house, Phase phase) {
    return house.fuseUse().get(phase) >= 1
        ? phase + " blown"
        : String.format(
            Locale.ROOT,
            "%s %.0f/%.0f",
            phase,
            house.flow().amperes().get(phase),
            house.connection().amperes());
  }

  /** Such as {@code station C 16/32 A 1.25 kWh}. */
  private static String row(Charger charger) {
    ChargingModule module = charger.module();
    return String.format(
        Locale.ROOT,
        "%s %s %.0f/%d A %.2f kWh",
        charger.settings().name(),
        charger.state(),
        charger.current().max(),
        module.advertisedAmperes(),
        module.sessionEnergy().sum());
  }

  /** One line with everything, what matters most first: a narrow terminal cuts its end off. */
  String line() {
    return house
        + "  "
        + String.join("  ", chargers)
        + (on.isEmpty() ? "" : "  on: " + String.join(", ", on));
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

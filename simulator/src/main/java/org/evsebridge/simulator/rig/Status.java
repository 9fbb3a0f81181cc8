package org.evsebridge.simulator.rig;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.station.Station;

/**
 * What a person sees of the station at one moment.
 *
 * @param time the station's, and how it passes where it is not as real time does
 * @param ratedAmperes what each main fuse is rated for
 * @param chargers in their order, at least one
 * @param appliances whether each is on, in their order
 * @param blown each main fuse that has blown so far, a line for people
 */
record Status(
    String time,
    List<FuseStatus> fuses,
    double ratedAmperes,
    List<ChargerStatus> chargers,
    Map<String, Boolean> appliances,
    List<String> blown) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /**
   * A phase and its main fuse.
   *
   * @param used the share of its time that is used up, 1 when it has blown
   */
  record FuseStatus(Phase phase, double amperes, double used) {
    boolean isBlown() {
      return used >= 1;
    }
  }

  /**
   * The status of a station.
   *
   * @param pace how its time passes; empty where it does as real time
   */
  static Status of(Station.Models models, String pace) {
    House house = models.house();
    Map<String, Boolean> appliances = new LinkedHashMap<>();
    house.appliances().forEach(name -> appliances.put(name, house.isOn(name)));
    return new Status(
        clock(models.clock().instant(), models.clock().zone()) + pace,
        house.connection().phases().stream().map(phase -> fuse(house, phase)).toList(),
        house.connection().amperes(),
        models.chargers().stream().map(ChargerStatus::of).toList(),
        appliances,
        house.blownFuses().stream().map(House.BlownFuse::toString).toList());
  }

  private static FuseStatus fuse(House house, Phase phase) {
    return new FuseStatus(phase, house.flow().amperes().get(phase), house.fuseUse().get(phase));
  }

  private static String clock(Instant now, ZoneId zone) {
    return TIME.format(now.atZone(zone));
  }

  boolean isAnyFuseBlown() {
    return fuses.stream().anyMatch(FuseStatus::isBlown);
  }

  /** The appliances that are on, with commas. */
  String on() {
    return appliances.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /** What goes before a line about a charger: its name, where there are several. */
  String about(int charger) {
    return chargers.size() > 1 ? chargers.get(charger).name() + ": " : "";
  }

  /** What has changed since an earlier moment, a line each. */
  List<String> changesSince(Status before) {
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < chargers.size(); i++) {
      String change = chargers.get(i).changeSince(before.chargers.get(i));
      if (!change.isEmpty()) {
        changes.add(about(i) + change);
      }
    }
    if (!appliances.equals(before.appliances)) {
      changes.add(on().isEmpty() ? "no appliance is on" : "on: " + on());
    }
    if (blown.size() > before.blown.size()) {
      changes.addAll(blown.subList(before.blown.size(), blown.size()));
    }
    return changes;
  }
}

package org.evsebridge.simulator.api;

import java.util.Map;
import java.util.Optional;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.scenario.Watches;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.RealTimeDriver;

/**
 * What the API controls.
 *
 * @param lines the RS485 lines by name
 * @param activity what happened on them, and who wants to hear of it
 * @param watches what somebody waits for; ticked with the station
 * @param addresses where a controller reaches it; empty without the bridge
 */
public record Controlled(
    Station station,
    RealTimeDriver driver,
    Map<String, Rs485Bus> lines,
    ActivityLog activity,
    Watches watches,
    Optional<Addresses> addresses) {

  /**
   * Where a controller reaches the station.
   *
   * @param p1 the smart meter's telegrams
   * @param modbus the first line's gateway
   * @param dir the rig's folder, with an evcc.yaml
   */
  public record Addresses(String p1, String modbus, String dir) {}
}

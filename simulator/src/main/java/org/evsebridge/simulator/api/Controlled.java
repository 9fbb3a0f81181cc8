package org.evsebridge.simulator.api;

import java.util.Map;
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
 */
public record Controlled(
    Station station,
    RealTimeDriver driver,
    Map<String, Rs485Bus> lines,
    ActivityLog activity,
    Watches watches) {}

package org.evsebridge.simulator.api;

import java.time.ZonedDateTime;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * Puts a rig back to its beginning: the station, the faults of its lines, how its time passes, what
 * is remembered of its lines. Clients, the bridge and ports stay.
 */
public record Reset(Controlled controlled) {
  /**
   * Does it.
   *
   * @throws ConfigException when a module's EEPROM cannot be had any more
   */
  public void run() throws ConfigException {
    controlled.station().reset(ZonedDateTime.now(SimulatedClock.ZONE));
    for (LineSettings line : controlled.station().settings().busLines()) {
      Rs485Bus bus = controlled.lines().get(line.name());
      if (bus != null) {
        bus.faults().clear();
        line.bus().faults().forEach(rule -> bus.faults().add(rule, Rs485Bus.now()));
      }
    }
    controlled.watches().reset();
    controlled.driver().reset();
    controlled.activity().clear();
  }
}

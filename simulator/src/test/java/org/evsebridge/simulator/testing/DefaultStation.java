package org.evsebridge.simulator.testing;

import java.time.ZonedDateTime;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;

/** The station of the default rig, and its RS485 bus, without a rig around them. */
public final class DefaultStation {
  private DefaultStation() {}

  /** The station; nobody reads its telegrams. */
  public static Station at(ZonedDateTime start) throws ConfigException {
    return new Station(StationSettings.DEFAULT, EepromFile::open, start, telegram -> {});
  }

  /** Its bus, on which only the station's module answers. */
  public static Rs485Bus bus(Station station, LineFaults faults, Consumer<BusTransaction> seen) {
    return new Rs485Bus(
        "rs485",
        SerialSettings.MODULE,
        request -> station.answers("rs485", request),
        unit -> station.answersAt("rs485", unit),
        faults,
        seen);
  }
}

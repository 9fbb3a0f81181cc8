package org.evsebridge.simulator.scenario;

import org.evsebridge.simulator.station.Station;

/** What a condition looks at: the station, and a controller outside if there is one. */
record Sight(Station.Models models, OutsideApi outside) {}

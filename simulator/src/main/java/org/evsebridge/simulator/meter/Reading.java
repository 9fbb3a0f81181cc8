package org.evsebridge.simulator.meter;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * Everything a telegram can show at one moment.
 *
 * @param time the second that has just ended
 * @param volts mean since the last telegram, as the next two
 * @param amperes signed
 * @param watts signed
 * @param mbus by channel
 */
record Reading(
    MeterIdentity identity,
    MeterText text,
    Instant time,
    ZoneId zone,
    Tariff tariff,
    EnergyRegisters energy,
    PerPhase volts,
    PerPhase amperes,
    PerPhase watts,
    PowerQuality quality,
    PeakDemand demand,
    Map<Integer, MbusMeter> mbus) {

  double importKw() {
    return Math.max(0, watts.sum()) / 1000;
  }

  double exportKw() {
    return Math.max(0, -watts.sum()) / 1000;
  }

  double importKw(Phase phase) {
    return Math.max(0, watts.get(phase)) / 1000;
  }

  double exportKw(Phase phase) {
    return Math.max(0, -watts.get(phase)) / 1000;
  }
}

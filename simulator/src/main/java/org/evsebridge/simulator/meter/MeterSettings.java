package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.grid.Phase;

/**
 * A smart meter.
 *
 * @param phases L1 alone or all three
 * @param interval from one telegram to the next
 * @param gasPerYear the household's use of gas in m³
 * @param faults what is wrong with its port from the start
 */
public record MeterSettings(
    MeterKind kind,
    List<Phase> phases,
    MeterIdentity identity,
    Duration interval,
    TariffTimes tariffs,
    Counters counters,
    double gasPerYear,
    MeterFaults faults) {

  private static final double GAS_PER_YEAR = 1200;

  /** A three-phase meter of a kind, with everything else as usual. */
  public static MeterSettings of(MeterKind kind) {
    return new MeterSettings(
        kind,
        List.of(Phase.values()),
        MeterIdentity.DEFAULT,
        kind.cadence(),
        kind.tariffs(),
        Counters.ZERO,
        GAS_PER_YEAR,
        MeterFaults.NONE);
  }

  /** This meter on other phases. */
  public MeterSettings on(List<Phase> others) {
    return new MeterSettings(
        kind, others, identity, interval, tariffs, counters, gasPerYear, faults);
  }
}

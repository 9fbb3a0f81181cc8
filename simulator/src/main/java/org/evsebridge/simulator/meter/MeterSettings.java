package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;

/**
 * A smart meter.
 *
 * @param phases L1 alone or all three
 * @param interval from one telegram to the next
 * @param mbus the meters on its M-Bus channels
 * @param history what it went through before the start
 * @param faults what is wrong with its port from the start
 * @param replay what it sends instead of telegrams of its own
 */
public record MeterSettings(
    MeterKind kind,
    List<Phase> phases,
    MeterIdentity identity,
    Duration interval,
    TariffTimes tariffs,
    CounterReadings counters,
    List<MbusSettings> mbus,
    MeterText text,
    MeterHistory history,
    MeterFaults faults,
    Optional<Replay> replay) {

  /**
   * A recording that a meter plays.
   *
   * @param shifted whether its times are moved so that they are those of the simulation
   */
  public record Replay(TelegramRecording recording, boolean shifted) {}

  /** A three-phase meter of a kind, with everything else as usual. */
  public static MeterSettings of(MeterKind kind) {
    return new MeterSettings(
        kind,
        List.of(Phase.values()),
        MeterIdentity.DEFAULT,
        kind.cadence(),
        kind.tariffs(),
        CounterReadings.ZERO,
        MbusSettings.DEFAULT,
        MeterText.NONE,
        MeterHistory.NONE,
        MeterFaults.NONE,
        Optional.empty());
  }

  /** This meter on other phases. */
  public MeterSettings on(List<Phase> others) {
    return new MeterSettings(
        kind, others, identity, interval, tariffs, counters, mbus, text, history, faults, replay);
  }
}

package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Scalar;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.meter.Counters;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterIdentity;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.TariffTimes;
import org.evsebridge.simulator.station.StationSettings;

/** The {@code meter} block. */
public final class MeterBlock {
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  /** What is late waits in the port: without a bound there would be no end of it. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  private static final double MOST_KWH = 999_999;

  private static final Key<MeterKind> KIND =
      Key.choice("kind", List.of(MeterKind.values()), MeterKind::toString)
          .or(MeterKind.DSMR_5)
          .says("what it is, and so which telegrams it sends");

  /** The line that it hangs on. */
  static final Key<String> LINE =
      Key.text("line").or(StationSettings.DEFAULT.meterLine()).says("the line that it hangs on");

  private static final Key<Optional<List<Phase>>> PHASES =
      Key.of(
              "phases",
              Scalar.choice(
                  List.of(List.of(Phase.L1), List.of(Phase.values())),
                  phases -> String.valueOf(phases.size())))
          .optional("as the house's connection")
          .says("how many phases it measures")
          .such("3");

  private static final Key<String> IDENTIFICATION =
      Key.of(
              "identification",
              Scalars.matching(
                  "three letters, a digit and a text such as SIM5\\2EVSE-1000",
                  MeterIdentity.IDENTIFICATION))
          .or(MeterIdentity.DEFAULT.identification())
          .says("what stands behind the telegram's '/'");

  private static final Key<String> SERIAL =
      Key.of("serial", serial()).or(MeterIdentity.DEFAULT.serial()).says("its serial number");

  private static final Key<String> GAS_SERIAL =
      Key.of("gas-serial", serial())
          .or(MeterIdentity.DEFAULT.gasSerial())
          .says("the gas meter's serial number");

  private static final Key<Optional<Duration>> INTERVAL =
      Key.of(
              "interval",
              Scalar.DURATION.check(
                  MeterBlock::fits,
                  "'%s' must be whole seconds that divide 15 minutes, 5 minutes at most"))
          .optional("1s; dsmr-4.2: 10s")
          .says("from one telegram to the next: whole seconds that divide 15 minutes, 5m at most")
          .such("1s");

  private static final Key<Optional<List<java.time.LocalTime>>> HIGH_TARIFF =
      Key.of(
              "high-tariff",
              Scalar.of("two times of day such as 07:00-21:00", Scalars::hours)
                  .check(ends -> true, "")
                  .as(ends -> ends, ends -> ends))
          .optional("07:00-23:00; e-mucs: 07:00-22:00")
          .says("when the high tariff counts on weekdays")
          .such("07:00-21:00");

  private MeterBlock() {}
}

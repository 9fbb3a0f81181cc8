package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.ValueKind;
import org.evsebridge.simulator.meter.MeterHistory;
import org.evsebridge.simulator.meter.MeterHistory.PastFailure;

/** The {@code history} block of a meter: what it went through before the start. */
final class MeterHistoryBlock {
  private static final int MOST_COUNTED = 99_999;
  private static final double MOST_KW = 99.999;
  private static final int PHASES = 3;

  private static final Key<Double> MONTH_PEAK =
      Key.number("month-peak", 0, MOST_KW)
          .or(0.0)
          .says("kW; the highest quarter-hour mean of the running month");

  private static final Key<List<Double>> PEAKS =
      Key.<List<Double>>of(
              "peaks",
              atMost(
                  MeterHistory.MOST_PEAKS,
                  "numbers",
                  Key.list("peaks", ScalarKind.number(0, MOST_KW)).kind()))
          .or(List.of())
          .says("kW; those of the months before, last month first");

  private static final Key<Integer> FAILURES =
      Key.whole("failures", 0, MOST_COUNTED)
          .or(0)
          .says("power failures of any phase, those in the log not counted");

  private static final Key<Integer> LONG_FAILURES =
      Key.whole("long-failures", 0, MOST_COUNTED)
          .or(0)
          .says("those of them that lasted for more than three minutes");

  private static final Key<Duration> AGO =
      Key.positive("ago").says("how long before the start the power came back").such("48h");

  private static final Key<Duration> LASTED =
      Key.positive("lasted").says("how long it was away").such("10m");

  private static final Block<PastFailure> FAILURE =
      Block.of(AGO, LASTED).making(given -> new PastFailure(given.get(AGO), given.get(LASTED)));

  private static final Key<List<PastFailure>> FAILURE_LOG =
      Key.<List<PastFailure>>of(
              "failure-log",
              atMost(MeterHistory.MOST_LOGGED, "failures", Key.list("failure-log", FAILURE).kind()))
          .or(List.of())
          .says("the last long failures, the latest first")
          .such("[]");

  private static final Key<List<Integer>> SAGS = perPhase("sags");
  private static final Key<List<Integer>> SWELLS = perPhase("swells");

  static final Block<MeterHistory> BLOCK =
      Block.of(MONTH_PEAK, PEAKS, FAILURES, LONG_FAILURES, FAILURE_LOG, SAGS, SWELLS)
          .making(
              given ->
                  new MeterHistory(
                      given.get(MONTH_PEAK),
                      given.get(PEAKS),
                      given.get(FAILURES),
                      given.get(LONG_FAILURES),
                      given.get(FAILURE_LOG),
                      given.get(SAGS),
                      given.get(SWELLS)));

  private MeterHistoryBlock() {}

  private static Key<List<Integer>> perPhase(String name) {
    return Key.<List<Integer>>of(
            name,
            atMost(PHASES, "numbers", Key.list(name, ScalarKind.whole(0, MOST_COUNTED)).kind()))
        .or(List.of())
        .says("how many there were on each phase, L1 first");
  }

  private static <T> ValueKind<List<T>> atMost(int most, String what, ValueKind<List<T>> list) {
    return list.check(
        items -> items.size() <= most, "'%s' holds " + most + " " + what + " at most");
  }
}

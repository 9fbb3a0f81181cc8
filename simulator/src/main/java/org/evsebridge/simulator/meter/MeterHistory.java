package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.util.List;

/**
 * What a meter recorded before the simulation starts.
 *
 * @param monthPeak the highest quarter-hour mean of the running month, in kW
 * @param peaks those of the months before, in kW, last month first; 13 at most
 * @param failures failures of any phase, those in the log not counted
 * @param longFailures those of them that lasted for more than three minutes
 * @param log the last long failures, the latest first; 10 at most
 * @param sags of each phase, L1 first; phases that are left out had none
 * @param swells likewise
 */
public record MeterHistory(
    double monthPeak,
    List<Double> peaks,
    int failures,
    int longFailures,
    List<PastFailure> log,
    List<Integer> sags,
    List<Integer> swells) {
  public static final MeterHistory NONE =
      new MeterHistory(0, List.of(), 0, 0, List.of(), List.of(), List.of());

  /** How many months a meter shows. */
  public static final int MOST_PEAKS = 13;

  /** How many failures a meter's log holds. */
  public static final int MOST_LOGGED = 10;

  /**
   * A long failure.
   *
   * @param ago how long before the start the power came back
   */
  public record PastFailure(Duration ago, Duration lasted) {}
}

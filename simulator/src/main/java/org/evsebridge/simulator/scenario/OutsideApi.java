package org.evsebridge.simulator.scenario;

import java.util.List;
import org.evsebridge.simulator.report.Verdict;

/**
 * What the words of a scenario can do to programs outside, and ask of them. Its methods return at
 * once and may be called from any thread, the station's lock held: what comes over a network is the
 * last that came.
 */
public interface OutsideApi {
  /** Where there is no such program, or a rule of ours stands in for it. */
  OutsideApi NONE = new OutsideApi() {};

  /**
   * Tells evcc something by its API.
   *
   * @param path what follows {@code /api/}
   */
  default void post(String path) {
    // Nobody is told.
  }

  /**
   * A value of evcc's state.
   *
   * @param path such as {@code loadpoints[0].chargePower}
   * @return not a number while it is not known; 1 and 0 for true and false
   */
  default double value(String path) {
    return Double.NaN;
  }

  /** How often evcc has warned. */
  default long warnings() {
    return 0;
  }

  /** How many errors evcc has told. */
  default long errors() {
    return 0;
  }

  /** Sends a request to any program. */
  default void send(HttpDeed request) {
    // There is nobody.
  }

  /**
   * A value in the JSON that a program answers to GET.
   *
   * @param path such as {@code cars[0].amps}
   * @return as for evcc's state
   */
  default double value(String url, String path) {
    return Double.NaN;
  }

  /** What came of each request that was sent to evcc or any program. */
  default List<Verdict> verdicts() {
    return List.of();
  }
}

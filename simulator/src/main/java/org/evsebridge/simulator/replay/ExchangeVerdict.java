package org.evsebridge.simulator.replay;

import java.util.List;
import org.evsebridge.simulator.recording.RecordedExchange;

/**
 * What a comparison says of one exchange.
 *
 * @param near how many measurements differ within their scatter
 * @param differences what the model would have answered otherwise
 */
public record ExchangeVerdict(RecordedExchange exchange, int near, List<Difference> differences) {
  /**
   * One difference.
   *
   * @param what a register's name, or "answer"
   * @param recorded what the recording has, for a person
   * @param model what the model has
   */
  public record Difference(String what, String recorded, String model) {}

  /** Whether the model would have answered the same, but for the scatter of measurements. */
  public boolean isAlike() {
    return differences.isEmpty();
  }
}

package org.evsebridge.simulator.report;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How some quantities went in a run.
 *
 * @param start the station's time then; empty where its clock was set meanwhile, so that its times
 *     of day are no axis
 * @param interval between two samples
 * @param lines all with as many samples
 */
public record Series(Optional<LocalDateTime> start, Duration interval, List<Line> lines) {
  /**
   * One quantity.
   *
   * @param plot the plot that it belongs to
   * @param unit of the plot's axis
   * @param samples the greatest of each interval, from the start on; not a number where it had no
   *     value
   */
  public record Line(String plot, String unit, String name, List<Double> samples) {}

  /** How much time its samples cover. */
  Duration length() {
    return lines.isEmpty() ? Duration.ZERO : interval.multipliedBy(lines.get(0).samples().size());
  }
}

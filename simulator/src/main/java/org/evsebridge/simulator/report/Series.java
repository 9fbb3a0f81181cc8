package org.evsebridge.simulator.report;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/**
 * How some quantities went in a run.
 *
 * @param start the station's time then
 * @param interval between two samples
 * @param lines all with as many samples
 */
public record Series(LocalDateTime start, Duration interval, List<Line> lines) {
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

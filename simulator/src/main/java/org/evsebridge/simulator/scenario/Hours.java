package org.evsebridge.simulator.scenario;

import java.time.LocalTime;
import java.util.Optional;
import org.evsebridge.simulator.config.Scalars;

/**
 * From a time of day to another, over midnight if the second is not later.
 *
 * @param to the same as {@code from} for the whole day
 */
record Hours(LocalTime from, LocalTime to) {
  static final Hours DAY = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /** For editors. */
  static final String PATTERN = Scalars.HOURS;

  static Optional<Hours> parse(String text) {
    return Scalars.hours(text).map(ends -> new Hours(ends.get(0), ends.get(1)));
  }

  String text() {
    return from + "-" + to;
  }
}

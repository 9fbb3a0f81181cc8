package org.evsebridge.simulator.meter;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When which tariff counts: the high one on weekdays between two times of day, the low one
 * otherwise. Holidays are not counted.
 *
 * @param high which of the two registers is the high one
 */
public record TariffTimes(Tariff high, LocalTime from, LocalTime to) {
  /** The Netherlands: 1 is the low tariff. */
  static final TariffTimes DUTCH =
      new TariffTimes(Tariff.TWO, LocalTime.of(7, 0), LocalTime.of(23, 0));

  /** Belgium: 1 is the high tariff. */
  static final TariffTimes BELGIAN =
      new TariffTimes(Tariff.ONE, LocalTime.of(7, 0), LocalTime.of(22, 0));

  Tariff at(ZonedDateTime time) {
    boolean weekend = time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    LocalTime clock = time.toLocalTime();
    boolean peak = !weekend && !clock.isBefore(from) && clock.isBefore(to);
    return peak ? high : high.other();
  }

  /** The same registers with other hours. */
  public TariffTimes between(LocalTime newFrom, LocalTime newTo) {
    return new TariffTimes(high, newFrom, newTo);
  }
}

package org.evsebridge.simulator.meter;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** The two registers in which a meter counts, numbered as 0-0:96.14.0 shows them. */
enum Tariff {
  ONE,
  TWO;

  /** Indicator 1 or 2. */
  int indicator() {
    return ordinal() + 1;
  }

  /** The Netherlands: 1 is low, from 23 to 7 o'clock and at the weekend; holidays not counted. */
  static Tariff dutch(ZonedDateTime time) {
    return isPeak(time, 7, 23) ? TWO : ONE;
  }

  private static boolean isPeak(ZonedDateTime time, int fromHour, int toHour) {
    boolean weekend = time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    return !weekend && time.getHour() >= fromHour && time.getHour() < toHour;
  }
}

package org.evsebridge.simulator.meter;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Instants as telegrams write them, {@code YYMMDDhhmmssX}, X telling summer from winter time. */
final class MeterTime {
  private MeterTime() {}

  static void append(StringBuilder out, Instant instant, ZoneId zone) {
    appendWithoutSeason(out, instant, zone);
    out.append(zone.getRules().isDaylightSavings(instant) ? 'S' : 'W');
  }

  /** As meters before DSMR 4 write it. */
  static void appendWithoutSeason(StringBuilder out, Instant instant, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
    Digits.padded(out, local.getYear() % 100, 2);
    Digits.padded(out, local.getMonthValue(), 2);
    Digits.padded(out, local.getDayOfMonth(), 2);
    Digits.padded(out, local.getHour(), 2);
    Digits.padded(out, local.getMinute(), 2);
    Digits.padded(out, local.getSecond(), 2);
  }
}

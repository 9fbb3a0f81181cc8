package org.evsebridge.simulator.house;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The sun without clouds on flat panels. Declination and equation of time after Spencer (1971),
 * irradiance after Haurwitz (1945): good to a few per cent, which is all that a clear sky promises.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 */
public record ClearSky(double latitude, double longitude) {
  /** Irradiance at which panels are rated, W/m². */
  private static final double RATED = 1000;

  /** What the panels give of their peak power now, 0 at night to about 1. */
  double shareOfPeak(Instant instant) {
    double cosZenith = cosZenith(instant);
    return cosZenith <= 0 ? 0 : 1098 * cosZenith * Math.exp(-0.057 / cosZenith) / RATED;
  }

  private double cosZenith(Instant instant) {
    ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
    double hours = utc.toLocalTime().toSecondOfDay() / 3600.0;
    double day = 2 * Math.PI * (utc.getDayOfYear() - 1 + (hours - 12) / 24) / 365;
    double declination =
        0.006918
            - 0.399912 * Math.cos(day)
            + 0.070257 * Math.sin(day)
            - 0.006758 * Math.cos(2 * day)
            + 0.000907 * Math.sin(2 * day);
    double minutesAhead =
        229.18
            * (0.000075
                + 0.001868 * Math.cos(day)
                - 0.032077 * Math.sin(day)
                - 0.014615 * Math.cos(2 * day)
                - 0.040849 * Math.sin(2 * day));
    double solarHours = hours + longitude / 15 + minutesAhead / 60;
    double hourAngle = Math.toRadians(15 * (solarHours - 12));
    double lat = Math.toRadians(latitude);
    return Math.sin(lat) * Math.sin(declination)
        + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle);
  }
}

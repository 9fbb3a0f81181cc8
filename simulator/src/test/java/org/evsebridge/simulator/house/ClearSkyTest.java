package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearSkyTest {
  private static final ClearSky UTRECHT = new ClearSky(52.1, 5.2);

  /** The sun's height at noon is 90° - latitude + declination (23.4° at the solstices). */
  @ParameterizedTest
  @CsvSource({"2026-06-21, 61.3", "2026-03-20, 37.9", "2026-12-21, 14.5"})
  void isHighestAtSolarNoon(String date, double height) {
    double cosine = Math.sin(Math.toRadians(height));
    double expected = 1.098 * cosine * Math.exp(-0.057 / cosine);
    Instant midnight = Instant.parse(date + "T00:00:00Z");
    double highest = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      highest = Math.max(highest, UTRECHT.shareOfPeak(midnight.plus(Duration.ofMinutes(minute))));
    }
    assertThat(highest).isCloseTo(expected, within(0.01));
  }

  /** Sunrise and sunset in Utrecht as an almanac has them (without refraction, ± 10 minutes). */
  @ParameterizedTest
  @CsvSource({
    "2026-06-21T03:10:00Z, false",
    "2026-06-21T03:40:00Z, true",
    "2026-06-21T19:50:00Z, true",
    "2026-06-21T20:15:00Z, false",
    "2026-12-21T07:40:00Z, false",
    "2026-12-21T08:05:00Z, true",
    "2026-12-21T15:10:00Z, true",
    "2026-12-21T15:40:00Z, false",
  })
  void risesAndSetsWhereItDoes(Instant instant, boolean up) {
    assertThat(UTRECHT.shareOfPeak(instant) > 0).isEqualTo(up);
  }
}

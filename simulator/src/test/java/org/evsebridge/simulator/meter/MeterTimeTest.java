package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 260102040405W",
    "2026-07-31T22:00:00Z, 260801000000S",
    // The clock goes forward: two o'clock does not exist.
    "2026-03-29T00:59:59Z, 260329015959W",
    "2026-03-29T01:00:00Z, 260329030000S",
    // The clock goes back: S and W tell the doubled hour apart.
    "2026-10-25T00:59:59Z, 261025025959S",
    "2026-10-25T01:00:00Z, 261025020000W",
  })
  void tellsSummerFromWinterTime(Instant instant, String expected) {
    StringBuilder out = new StringBuilder();
    MeterTime.append(out, instant, SimulatedClock.ZONE);
    assertThat(out).hasToString(expected);
  }
}

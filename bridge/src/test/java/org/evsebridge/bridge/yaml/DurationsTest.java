package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "500ms,500000000",
    "1m30s,90000000000",
    "1.5h,5400000000000",
    ".5s,500000000",
    "1h0m0.25s,3600250000000",
    "3us,3000",
    "3µs,3000",
    "7ns,7"
  })
  void readsWhatGoWrites(String text, long nanos) {
    assertThat(Durations.parse(text)).contains(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1 s", "1d", "1s2", "ms5", "9999999h", "1..5s"})
  void refusesWhatIsNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void readsBackWhatItWrites() {
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 2_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong() >>> 1 + random.nextInt(62));
      assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }
    assertThat(Durations.format(Duration.ofMillis(90_500))).isEqualTo("1m30.5s");
  }
}

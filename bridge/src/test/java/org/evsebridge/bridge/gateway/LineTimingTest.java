package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTimingTest {
  private static LineTimes times(Optional<Duration> gap) {
    return new LineTimes(
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ofSeconds(1),
        gap,
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "9600, 8N1, 3645834", // 3.5 characters of 10 bits, rounded up
    "9600, 8E1, 4010417", // of 11 bits
    "1200, 8N1, 29166667",
    "19200, 8N1, 1822917",
    "38400, 8N1, 1750000", // fixed above 19200 baud
    "115200, 8N2, 1750000",
  })
  void theGapIsTheSpecifications(int baudrate, String comset, long nanos) {
    SerialSettings settings =
        SerialSettings.MODULE.withComset(comset).orElseThrow().withBaudrate(baudrate);
    assertThat(LineTiming.of(settings, times(Optional.empty())).gap()).isEqualTo(nanos);
  }

  @Test
  void aGivenGapCounts() {
    LineTiming none = LineTiming.of(SerialSettings.MODULE, times(Optional.of(Duration.ZERO)));
    assertThat(none.gap()).isZero();
    assertThat(none.frameSilence()).isEqualTo(30_000_000);
  }

  @Test
  void theFrameSilenceIsNeverShorterThanTheGap() {
    Duration gap = Duration.ofMillis(50);
    assertThat(LineTiming.of(SerialSettings.MODULE, times(Optional.of(gap))).frameSilence())
        .isEqualTo(gap.toNanos());
  }

  @Test
  void aReadOfThreeRegistersTakesNineteenCharacters() {
    assertThat(LineTiming.of(SerialSettings.MODULE, times(Optional.empty())).transmission(8 + 11))
        .isCloseTo(19_791_667, offset(20L));
  }
}

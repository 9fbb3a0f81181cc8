package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.junit.jupiter.api.Test;

class PowerQualityTest {
  private static final List<Phase> ALL = List.of(Phase.values());

  private Instant now = Instant.parse("2026-11-22T17:00:00Z");
  private final PowerQuality quality = new PowerQuality(MeterHistory.NONE, now);

  private void volts(double l1, double l2, double l3, Duration time) {
    quality.observe(new PerPhase(l1, l2, l3), ALL, now);
    now = now.plus(time);
  }

  @Test
  void countsASagAndASwellOncePerPhase() {
    volts(230, 230, 230, Duration.ofSeconds(1));
    volts(200, 230, 254, Duration.ofSeconds(1));
    volts(201, 230, 255, Duration.ofSeconds(1));
    volts(230, 230, 230, Duration.ofSeconds(1));
    volts(200, 230, 230, Duration.ofSeconds(1));
    assertThat(ALL).extracting(quality::sags).containsExactly(2, 0, 0);
    assertThat(ALL).extracting(quality::swells).containsExactly(0, 0, 1);
    assertThat(quality.failures()).isZero();
  }

  @Test
  void logsOnlyFailuresOfMoreThanThreeMinutes() {
    volts(0, 230, 230, Duration.ofMinutes(3));
    volts(230, 230, 230, Duration.ofMinutes(1));
    volts(230, 0, 230, Duration.ofMinutes(2));
    volts(230, 0, 0, Duration.ofMinutes(2));
    Instant back = now;
    volts(230, 230, 230, Duration.ofMinutes(1));
    assertThat(quality.failures()).isEqualTo(2);
    assertThat(quality.longFailures()).isEqualTo(1);
    assertThat(quality.log())
        .containsExactly(new PowerQuality.Failure(back, Duration.ofMinutes(4)));
  }

  @Test
  void keepsTheLastTenLongFailures() {
    for (int i = 0; i < 12; i++) {
      volts(0, 0, 0, Duration.ofMinutes(4 + i));
      volts(230, 230, 230, Duration.ofMinutes(1));
    }
    assertThat(quality.longFailures()).isEqualTo(12);
    assertThat(quality.log()).hasSize(10);
    assertThat(quality.log().iterator().next().lasted()).isEqualTo(Duration.ofMinutes(15));
  }
}

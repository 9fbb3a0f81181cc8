package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a wait counts, and what it tells. */
class WaitingTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestStation station = TestStation.stepped();

  @AfterEach
  void end() {
    station.close();
  }

  @Test
  void whatADeedIsAboutToEndDoesNotCount() {
    station.clock().step(Duration.ofSeconds(1));
    for (Duration within : new Duration[] {Duration.ofSeconds(2), Duration.ZERO}) {
      station.act("oven on");
      assertThatThrownBy(() -> station.await("L1 <= 10 A", within))
          .hasMessageContaining("L1 <= 10 A within ")
          .hasMessageContaining(": never, 1");
      station.act("oven off");
      assertThat(station.await("L1 <= 10 A", within)).isZero();
    }
  }

  @Test
  void whatADeedIsAboutToBringIsThereAtEachStep() {
    station.clock().step(Duration.ofSeconds(1));
    station.act("oven on");
    station.always("L1 >= 16 A", Duration.ofSeconds(2));
  }

  @Test
  void tellsHowLongItTook() {
    assertThat(station.await("state == C", Duration.ofSeconds(30)))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(station.await("state == C", SOON)).isZero();
  }

  @Test
  void nothingIsLookedAtBeforeSoMuchTimeHasPassed() {
    assertThat(station.awaitAfter(SOON, "fuses blown == 0", Duration.ZERO)).isEqualTo(SOON);
    assertThatThrownBy(() -> station.awaitAfter(SOON, "fuses blown == 1", Duration.ofSeconds(2)))
        .hasMessageContaining("fuses blown == 1 after 10s within 2s: never, 0 at last");
  }
}

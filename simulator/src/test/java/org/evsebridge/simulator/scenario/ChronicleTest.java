package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.evsebridge.simulator.report.Happening;
import org.junit.jupiter.api.Test;

class ChronicleTest {
  private final Chronicle chronicle =
      new Chronicle(ZonedDateTime.parse("2026-11-23T18:00+01:00"), Duration.ofHours(1));

  @Test
  void aSourceThatSpeaksWithoutEndHidesNothingElse() {
    for (int i = 1; i <= 1_000; i++) {
      chronicle.note(Duration.ofSeconds(i), "guard", "line " + i);
    }
    chronicle.note(Duration.ofSeconds(1_001), "client", "write");
    chronicle.note(Duration.ofSeconds(1_002), "oven on");
    assertThat(chronicle.lines())
        .extracting(Happening::text)
        .hasSize(Chronicle.MOST_OF_A_SOURCE + 3)
        .contains("18:01:40 guard: line 100")
        .endsWith(
            "18:01:41 guard: and more, which is not told",
            "18:16:41 client: write",
            "18:16:42 oven on");
  }
}

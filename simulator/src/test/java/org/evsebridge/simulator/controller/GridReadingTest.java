package org.evsebridge.simulator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.grid.PerPhase;
import org.junit.jupiter.api.Test;

class GridReadingTest {
  private static final String BODY =
      """
      /SIM5\\2EVSE-1000

      1-3:0.2.8(50)
      1-0:32.7.0(230.0*V)
      1-0:52.7.0(229.5*V)
      1-0:72.7.0(000.0*V)
      1-0:31.7.0(010*A)
      1-0:21.7.0(02.300*kW)
      1-0:41.7.0(00.000*kW)
      1-0:61.7.0(00.000*kW)
      1-0:22.7.0(00.000*kW)
      1-0:42.7.0(00.459*kW)
      1-0:62.7.0(00.000*kW)
      !"""
          .replace("\n", "\r\n");

  @Test
  void reckonsSignedCurrentsFromPowersAndVoltages() {
    PerPhase grid = GridReading.parse(Telegram.withChecksum(BODY)).orElseThrow();
    assertThat(grid.l1()).isCloseTo(10, within(1e-9));
    assertThat(grid.l2()).isCloseTo(-2, within(1e-9));
    assertThat(grid.l3()).isZero(); // a dead phase
  }

  @Test
  void takesNothingThatIsNotDsmr5() {
    assertThat(GridReading.parse(Telegram.withChecksum(BODY.replace("(50)", "(42)")))).isEmpty();
  }

  @Test
  void takesNothingWithAFlippedCharacterOrAMissingPart() {
    byte[] telegram = Telegram.withChecksum(BODY);
    for (int i = 0; i < telegram.length - 2; i++) {
      byte[] flipped = telegram.clone();
      flipped[i] ^= 1;
      assertThat(GridReading.parse(flipped)).as("byte %d", i).isEmpty();
      byte[] cut = new String(telegram, 0, i, StandardCharsets.US_ASCII).getBytes();
      assertThat(GridReading.parse(cut)).as("cut at %d", i).isEmpty();
    }
    assertThat(GridReading.parse(Telegram.withChecksum(BODY.replace("1-0:62", "1-0:82"))))
        .isEmpty();
    assertThat(GridReading.parse(Telegram.withChecksum(BODY.replace("02.300", "xx.300"))))
        .isEmpty();
  }
}

package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void aNumberIsShownWithoutWhatBinaryFractionsLeaveBehind() throws Exception {
    assertThat(JsonText.line(new PerPhase(7.3999999999999995, -230.4, 0.1 + 0.2)))
        .isEqualTo("{\"l1\":7.4,\"l2\":-230.4,\"l3\":0.3}");
  }

  @Test
  void nothingIsShownWithoutASign() throws Exception {
    assertThat(JsonText.line(new PerPhase(-0.0, -1e-9, 0)))
        .isEqualTo("{\"l1\":0.0,\"l2\":0.0,\"l3\":0.0}");
  }
}

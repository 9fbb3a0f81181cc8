package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SerialTest {
  @Test
  void aMachineHasAlwaysTheSameAndItIsNoRealDevices() {
    assertThat(Serial.of("a")).isEqualTo(Serial.of("a")).isNotEqualTo(Serial.of("b"));
    for (int i = 0; i < 1_000; i++) {
      assertThat(Serial.of("machine " + i)).matches("[0-9a-f][26ae][0-9a-f]{10}");
    }
  }
}

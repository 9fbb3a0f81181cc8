package org.evsebridge.bridge.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SerialNumberTest {
  @Test
  void aMachineHasAlwaysTheSameAndItIsNoRealDevices() {
    assertThat(SerialNumber.of("a"))
        .isEqualTo(SerialNumber.of("a"))
        .isNotEqualTo(SerialNumber.of("b"));
    for (int i = 0; i < 1_000; i++) {
      assertThat(SerialNumber.of("machine " + i)).matches("[0-9a-f][26ae][0-9a-f]{10}");
    }
  }
}

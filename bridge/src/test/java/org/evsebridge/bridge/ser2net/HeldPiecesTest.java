package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldPiecesTest {
  @Test
  void whatFitsIsKeptInItsOrderAndWhatDoesNotIsLost() {
    HeldPieces held = new HeldPieces(4);

    assertThat(held.add(new byte[] {1, 2})).isTrue();
    assertThat(held.add(new byte[] {3, 4, 5})).isFalse();
    assertThat(held.add(new byte[] {6, 7})).isTrue();
    assertThat(held.add(new byte[] {8})).isFalse();

    assertThat(held.takeAll()).containsExactly(new byte[] {1, 2}, new byte[] {6, 7});
    assertThat(held.takeAll()).isEmpty();
    assertThat(held.add(new byte[] {9, 10, 11, 12})).isTrue();
  }
}

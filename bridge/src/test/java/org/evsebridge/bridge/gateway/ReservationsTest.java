package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class ReservationsTest {
  private static final int BOOTLOADER = 0xF0;
  private static final Pdu MAGIC = Pdu.request(6, 0x0202, 0x1234);
  private static final Pdu SAVE = Pdu.request(4, 0x000A, 1);

  private final Reservations reservations =
      new Reservations(
          new Devices(List.of(new UnitKinds(Map.of(), Map.of(2, UnitKinds.DeviceKind.SMARTEVSE)))));
  private final Asker owner = new Asker("owner");
  private final Asker other = new Asker("other");

  private boolean keepsOff(Asker client, int unit, long now) {
    return reservations.keepOff(client.request(unit, SAVE, now), now);
  }

  @Test
  void afterTheMagicTheModuleIsItsWritersUntilHisNextRequest() {
    reservations.ended(owner.request(2, MAGIC, 0), 0);
    assertThat(keepsOff(other, 2, 1)).isTrue();
    assertThat(keepsOff(other, 3, 1)).isFalse();
    assertThat(keepsOff(owner, 2, 1)).isFalse();
    reservations.ended(owner.request(2, SAVE, 2), 2);
    assertThat(keepsOff(other, 2, 3)).isFalse();
  }

  @Test
  void whoNeverComesBackHasItForHalfASecond() {
    reservations.ended(owner.request(2, MAGIC, 0), 0);
    assertThat(keepsOff(other, 2, Reservations.AFTER_MAGIC - 1)).isTrue();
    assertThat(keepsOff(other, 2, Reservations.AFTER_MAGIC)).isFalse();
  }

  @Test
  void whoLeavesHasNothing() {
    reservations.ended(owner.request(2, MAGIC, 0), 0);
    reservations.ended(owner.request(BOOTLOADER, SAVE, 0), 0);
    reservations.forget(owner);
    assertThat(keepsOff(other, 2, 1)).isFalse();
    assertThat(reservations.isLineTaken(other, 1)).isFalse();
  }

  @Test
  void theMagicOfAnotherDeviceIsNone() {
    reservations.ended(owner.request(3, MAGIC, 0), 0);
    assertThat(keepsOff(other, 3, 1)).isFalse();
  }

  @Test
  void whoSpeaksToTheBootloaderHasTheLine() {
    reservations.ended(owner.request(BOOTLOADER, SAVE, 0), 0);
    assertThat(reservations.isLineTaken(other, 1)).isTrue();
    assertThat(reservations.isLineTaken(owner, 1)).isFalse();
    assertThat(reservations.isLineTaken(other, Reservations.AFTER_BOOTLOADER)).isFalse();
  }
}

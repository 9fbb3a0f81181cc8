package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.gateway.StandInGuard.Own;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guard on a real line: sockets, a pseudo-terminal, a device behind it. */
class GuardedLineTest {
  private static final int UNIT = StandInGuard.UNIT;
  private static final Pdu WISH = Pdu.request(6, 0x0201, 0x1010);
  private static final Pdu GRANTED = Pdu.request(6, 0x0201, 0x0606);
  private static final Pdu READ_LIMIT = Pdu.request(3, 0x0201, 1);

  private final StandInGuard guard = new StandInGuard();
  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  @BeforeEach
  void plugIn() throws Exception {
    rig.guardedBy(guard);
  }

  private List<Pdu> asked() {
    return rig.slave().asked().stream().map(asked -> asked.adu().pdu()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void theModuleGetsWhatIsGrantedAndTheClientSeesItsWish(Framing framing) throws Exception {
    rig.start();
    ModbusClient evcc = rig.client(framing);
    assertThat(evcc.ask(UNIT, WISH)).isEqualTo(WISH);
    assertThat(evcc.ask(UNIT, READ_LIMIT)).isEqualTo(Pdu.of(3, 2, 0x10, 0x10));
    assertThat(evcc.ask(3, WISH)).isEqualTo(WISH); // another unit is nobody's business
    assertThat(asked()).containsExactly(GRANTED, READ_LIMIT, WISH);
    assertThat(guard.heard()).hasSize(3);
  }

  @Test
  void aHeartbeatGoesOutAndItsEchoComesBack() throws Exception {
    rig.start();
    rig.client(Framing.TCP).ask(UNIT, READ_LIMIT);
    Own heartbeat = Own.heartbeat(0x1006);
    guard.wants(heartbeat);
    Pdu written = Pdu.request(6, 0x0201, 0x1006);
    await().untilAsserted(() -> assertThat(heartbeat.ends()).containsExactly(Optional.of(written)));
    assertThat(asked()).containsExactly(READ_LIMIT, written);
  }

  @Test
  void aMadeUpWriteIsNoWishAndEveryPortOfTheLineIsGuarded() throws Exception {
    rig.start(List.of(rig.entry("readonly: true"), rig.entry()));
    assertThat(rig.client(Framing.TCP, 0).ask(UNIT, WISH)).isEqualTo(WISH);
    assertThat(asked()).isEmpty();
    assertThat(guard.askedBy()).isEmpty();
    rig.client(Framing.TCP, 1).ask(UNIT, WISH);
    assertThat(asked()).containsExactly(GRANTED);
  }

  @Test
  void aGuardHearsThatItsLineIsNotThere() throws Exception {
    rig.removeDevice();
    rig.start();
    await()
        .untilAsserted(
            () -> {
              Own heartbeat = Own.heartbeat(0x1006);
              guard.wants(heartbeat);
              await().untilAsserted(() -> assertThat(heartbeat.ends()).isNotEmpty());
              assertThat(heartbeat.wasSent()).isFalse();
            });
    rig.putDeviceBack();
  }
}

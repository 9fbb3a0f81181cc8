package org.evsebridge.bridge.gateway;

import static java.time.Duration.ZERO;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayTest {
  private static final int UNIT = 2;
  private static final Pdu READ = Pdu.request(4, 0x0105, 3);

  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  /** A read is answered with the addresses asked for as values, a write with its echo. */
  static List<Slave.Piece> obey(Adu request) {
    return List.of(new Slave.Piece(ZERO, Rtu.encode(new Adu(request.unit(), right(request)))));
  }

  static Pdu right(Adu request) {
    Pdu pdu = request.pdu();
    if (pdu.function() != 3 && pdu.function() != 4) {
      return pdu;
    }
    int[] answer = new int[2 + 2 * pdu.u16(3)];
    answer[0] = pdu.function();
    answer[1] = 2 * pdu.u16(3);
    for (int i = 0; i < pdu.u16(3); i++) {
      answer[2 + 2 * i] = pdu.u16(1) + i >> 8;
      answer[3 + 2 * i] = pdu.u16(1) + i & 0xFF;
    }
    return Pdu.of(answer);
  }

  @ParameterizedTest
  @EnumSource
  void aReadIsForwardedAndItsAnswerComesBackInTheClientsFraming(Framing framing) throws Exception {
    try (ModbusClient client = ModbusClient.connect(framing, rig.start())) {
      assertThat(client.ask(UNIT, READ)).isEqualTo(Pdu.of(4, 6, 1, 5, 1, 6, 1, 7));
      assertThat(rig.slave().asked())
          .extracting(Slave.Asked::adu)
          .containsExactly(new Adu(UNIT, READ));
    }
  }

  @Test
  void clientsInDifferentFramingsEachGetTheirOwnAnswers() throws Exception {
    InetSocketAddress address = rig.start();
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<?>> clients = new ArrayList<>();
    for (int c = 0; c < 6; c++) {
      int base = c * 0x100;
      Framing framing = c % 2 == 0 ? Framing.TCP : Framing.RTU;
      clients.add(
          pool.submit(
              () -> {
                try (ModbusClient client = ModbusClient.connect(framing, address)) {
                  for (int i = 0; i < 50; i++) {
                    Pdu request = Pdu.request(4, base + i, 3);
                    assertThat(client.ask(UNIT, request)).isEqualTo(right(new Adu(UNIT, request)));
                  }
                }
                return null;
              }));
    }
    for (Future<?> client : clients) {
      client.get(30, SECONDS);
    }
    pool.shutdown();
  }

  @Test
  void severalOutstandingRequestsOfAModbusTcpClientKeepTheirTransactionIds() throws Exception {
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start())) {
      List<Integer> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sent.add(client.send(UNIT, Pdu.request(4, i, 1)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(client.receive())
            .isEqualTo(new ModbusClient.Answer(sent.get(i), new Adu(UNIT, Pdu.of(4, 2, 0, i))));
      }
    }
  }

  @Test
  void aSilentDeviceGivesException0B() throws Exception {
    rig.slave().script(request -> List.of());
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start("timeout: 50ms"))) {
      assertThat(client.ask(UNIT, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    }
  }

  @Test
  void aLateAnswerIsNotHandedOutAsTheAnswerToTheNextRequest() throws Exception {
    Duration late = Duration.ofMillis(800);
    rig.slave()
        .script(
            request ->
                request.pdu().u16(1) == 0x0105
                    ? List.of(new Slave.Piece(late, Rtu.encode(new Adu(UNIT, right(request)))))
                    : obey(request));
    try (ModbusClient client = ModbusClient.connect(Framing.RTU, rig.start("timeout: 500ms"))) {
      assertThat(client.ask(UNIT, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
      assertThat(client.ask(UNIT, Pdu.request(4, 0x0109, 3)))
          .isEqualTo(Pdu.of(4, 6, 1, 9, 1, 10, 1, 11));
    }
  }

  @Test
  void anAnswerWithAWrongCrcIsNotHandedOut() throws Exception {
    rig.slave()
        .script(
            request -> {
              byte[] frame = Rtu.encode(new Adu(UNIT, right(request)));
              frame[4] ^= 1;
              return List.of(new Slave.Piece(ZERO, frame));
            });
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start("timeout: 50ms"))) {
      assertThat(client.ask(UNIT, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    }
  }

  @Test
  void theDevicesOwnExceptionsPass() throws Exception {
    Pdu refused = Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    rig.slave()
        .script(request -> List.of(new Slave.Piece(ZERO, Rtu.encode(new Adu(UNIT, refused)))));
    try (ModbusClient client = ModbusClient.connect(Framing.RTU, rig.start())) {
      assertThat(client.ask(UNIT, READ)).isEqualTo(refused);
    }
  }

  @Test
  void withoutADeviceTheAnswerIsException0AUntilItIsThere() throws Exception {
    rig.removeDevice();
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start())) {
      assertThat(client.ask(UNIT, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
      rig.putDeviceBack();
      await().until(() -> !client.ask(UNIT, READ).isException());
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsSplitIntoSingleBytesAreUnderstood(Framing framing) throws Exception {
    try (ModbusClient client = ModbusClient.connect(framing, rig.start())) {
      for (byte part : framing.encode(7, new Adu(UNIT, READ))) {
        client.sendBytes(new byte[] {part});
      }
      assertThat(client.receive().adu().pdu()).isEqualTo(right(new Adu(UNIT, READ)));
    }
  }

  @Test
  void garbageFromOneClientDisturbsNoOther() throws Exception {
    InetSocketAddress address = rig.start();
    try (ModbusClient vandal = ModbusClient.connect(Framing.RTU, address);
        ModbusClient client = ModbusClient.connect(Framing.RTU, address)) {
      vandal.sendBytes("GET / HTTP/1.1\r\nHost: bridge\r\n\r\n".repeat(100).getBytes());
      assertThat(client.ask(UNIT, READ)).isEqualTo(right(new Adu(UNIT, READ)));
      assertThat(rig.slave().asked()).hasSize(1);
    }
  }

  @Test
  void aBrokenModbusTcpHeaderClosesTheConnection() throws Exception {
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start())) {
      client.ask(UNIT, READ);
      client.sendBytes(new byte[] {0, 1, 9, 9, 0, 6, 2, 4, 0, 0, 0, 1});
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void theLongestRequestPasses() throws Exception {
    int[] write = new int[Pdu.MAX_LENGTH];
    write[0] = 0x10;
    write[4] = 123;
    write[5] = 246;
    Pdu longest = Pdu.of(Arrays.copyOf(write, 252));
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(ZERO, Rtu.encode(new Adu(UNIT, Pdu.of(0x10, 0, 0, 0, 123))))));
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start())) {
      assertThat(client.ask(UNIT, longest)).isEqualTo(Pdu.of(0x10, 0, 0, 0, 123));
    }
  }

  @Test
  void aBroadcastIsSentAndNotAnswered() throws Exception {
    try (ModbusClient client = ModbusClient.connect(Framing.RTU, rig.start())) {
      client.send(Adu.BROADCAST, Pdu.request(6, 0x0201, 0x0606));
      assertThat(client.ask(UNIT, READ)).isEqualTo(right(new Adu(UNIT, READ)));
      assertThat(rig.slave().asked())
          .extracting(asked -> asked.adu().unit())
          .containsExactly(Adu.BROADCAST, UNIT);
    }
  }

  @Test
  void aReadOfTheBroadcastUnitIsRefused() throws Exception {
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, rig.start())) {
      assertThat(client.ask(Adu.BROADCAST, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_VALUE));
      assertThat(rig.slave().asked()).isEmpty();
    }
  }
}

package org.evsebridge.bridge.gateway;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a port's keys do, over real sockets. */
class GatewayRulesTest {
  private static final int UNIT = 2;
  private static final Pdu READ = Pdu.request(4, 0x0105, 3);
  private static final Pdu WRITE = Pdu.request(6, 0x0201, 0x0606);

  private final List<CountDownLatch> held = new ArrayList<>();
  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  @AfterEach
  void unplug() throws Exception {
    held.forEach(CountDownLatch::countDown); // also when the test failed before it did
  }

  private List<Pdu> asked() {
    return rig.slave().asked().stream().map(asked -> asked.adu().pdu()).toList();
  }

  private static Pdu right(Pdu request) {
    return GatewayTest.right(new Adu(UNIT, request));
  }

  /** Lets the slave answer only when the latch is open, so that requests wait meanwhile. */
  private CountDownLatch hold() {
    CountDownLatch latch = new CountDownLatch(1);
    held.add(latch);
    rig.slave()
        .script(
            request -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return GatewayTest.obey(request);
            });
    return latch;
  }

  @Test
  void aReadonlyPortAndAPortThatWritesShareOneLine() throws Exception {
    rig.start(List.of(rig.entry("readonly: true"), rig.entry(), rig.entry("readonly: deny")));
    assertThat(rig.client(Framing.TCP, 0).ask(UNIT, WRITE)).isEqualTo(WRITE);
    assertThat(rig.client(Framing.RTU, 2).ask(UNIT, WRITE))
        .isEqualTo(Pdu.exception(6, ExceptionCode.ILLEGAL_FUNCTION));
    assertThat(asked()).isEmpty();
    assertThat(rig.client(Framing.TCP, 1).ask(UNIT, WRITE)).isEqualTo(WRITE);
    assertThat(asked()).containsExactly(WRITE);
  }

  @Test
  void aProtectedRegisterIsNeverRead() throws Exception {
    rig.start("protect: {2: smartevse}");
    Pdu restart = Pdu.request(4, 0x000C, 1);
    for (Framing framing : Framing.values()) {
      assertThat(rig.client(framing).ask(UNIT, restart))
          .isEqualTo(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS));
    }
    assertThat(asked()).isEmpty();
  }

  @Test
  void whatOneEntryProtectsIsProtectedFromTheOthersOnTheLine() throws Exception {
    rig.start(
        List.of(
            rig.entry("protect: {2: smartevse}"),
            rig.entry("protect: {2: {reads: [0x0300]}}"),
            rig.entry(),
            rig.entry("cache: 1m", "clients: [{address: 127.0.0.1, trusted: true}]")));
    Pdu lock = Pdu.request(4, 0x0015, 1);
    Pdu refused = Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    for (int entry = 0; entry < 3; entry++) {
      ModbusClient client = rig.client(Framing.TCP, entry);
      assertThat(client.ask(UNIT, lock)).isEqualTo(refused);
      assertThat(client.ask(UNIT, Pdu.request(4, 0x0300, 1))).isEqualTo(refused);
    }
    ModbusClient trusted = rig.client(Framing.TCP, 3);
    trusted.ask(UNIT, lock);
    trusted.ask(UNIT, lock);
    assertThat(asked()).containsExactly(lock, lock); // an acting read is never kept
  }

  @Test
  void aFreshAnswerServesLaterReads() throws Exception {
    rig.start("cache: 1m");
    ModbusClient tcp = rig.client(Framing.TCP);
    ModbusClient rtu = rig.client(Framing.RTU);
    assertThat(tcp.ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(rtu.ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(asked()).containsExactly(READ);
    rtu.ask(UNIT, WRITE);
    assertThat(tcp.ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(asked()).containsExactly(READ, WRITE, READ);
  }

  @Test
  void equalReadsOfManyClientsShareOneTransaction() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s");
    ModbusClient first = rig.client(Framing.TCP);
    first.send(UNIT, Pdu.request(4, 0, 1));
    await().until(() -> asked().size() == 1);
    List<ModbusClient> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(rig.client(Framing.values()[i % 2]));
      clients.get(i).send(UNIT, READ);
    }
    await().until(() -> rig.waiting() == 8);
    latch.countDown();
    for (ModbusClient client : clients) {
      assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
    }
    assertThat(asked()).containsExactly(Pdu.request(4, 0, 1), READ);
  }

  @Test
  void afterALaterRequestOnAnRtuConnectionNoEarlierOneIsAnswered() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s");
    Pdu before = Pdu.request(4, 0, 1);
    rig.client(Framing.TCP).send(UNIT, before);
    await().until(() -> asked().size() == 1);
    ModbusClient client = rig.client(Framing.RTU);
    client.send(UNIT, WRITE);
    await().until(() -> rig.waiting() == 1);
    client.send(UNIT, READ);
    await().until(() -> rig.waiting() == 2);
    Pdu third = Pdu.request(4, 8, 1);
    Pdu fourth = Pdu.request(4, 9, 1);
    client.sendBytes(twoFrames(third, fourth));
    await().until(() -> rig.waiting() == 3); // these two and the write; the read has gone
    latch.countDown();
    assertThat(client.receive().adu().pdu()).isEqualTo(right(third));
    assertThat(client.receive().adu().pdu()).isEqualTo(right(fourth));
    assertThat(asked()).containsExactly(before, WRITE, third, fourth);
  }

  @Test
  void aWriteThatIsAnsweredNoMoreIsLoggedAsUnanswered() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s");
    ModbusClient client = rig.client(Framing.RTU);
    try (LogLines log = LogLines.of(TransactionLog.class)) {
      client.send(UNIT, WRITE);
      await().until(() -> asked().size() == 1);
      client.send(UNIT, READ);
      await().until(() -> rig.waiting() == 1);
      latch.countDown();
      assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
      assertThat(log.with("unanswered"))
          .singleElement()
          .asString()
          .contains("unit " + UNIT + " write");
    }
  }

  private static byte[] twoFrames(Pdu first, Pdu second) {
    byte[] a = Rtu.encode(new Adu(UNIT, first));
    byte[] b = Rtu.encode(new Adu(UNIT, second));
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void twoRtuRequestsInOneSegmentAreAnsweredInOrderAlsoWhenTheSecondIsRefusedAtOnce()
      throws Exception {
    rig.start("readonly: deny");
    ModbusClient client = rig.client(Framing.RTU);
    client.sendBytes(twoFrames(READ, WRITE));
    assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
    assertThat(client.receive().adu().pdu())
        .isEqualTo(Pdu.exception(6, ExceptionCode.ILLEGAL_FUNCTION));
    assertThat(asked()).containsExactly(READ);
  }

  @Test
  void whatAClientThatLeftWantedDoesNotGoOnTheLine() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s", "deadline: 1h"); // it does not leave by expiring
    ModbusClient stays = rig.client(Framing.TCP);
    stays.send(UNIT, READ);
    await().until(() -> asked().size() == 1);
    ModbusClient leaves = rig.client(Framing.TCP);
    leaves.send(UNIT, WRITE);
    await().until(() -> rig.waiting() == 1);
    leaves.close();
    await().until(() -> rig.waiting() == 0);
    latch.countDown();
    stays.receive();
    stays.ask(UNIT, Pdu.request(4, 0, 1));
    assertThat(asked()).doesNotContain(WRITE);
  }

  @ParameterizedTest
  @EnumSource
  void whoEndsItsSideRightAfterItsRequestsGetsTheirAnswersAndThenTheEnd(Framing framing)
      throws Exception {
    rig.start();
    ModbusClient client = rig.client(framing);
    client.send(UNIT, READ);
    client.end();
    assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
    assertThat(client.isClosedByPeer()).isTrue();
  }

  @Test
  void whoEndsItsSideHasARequestOfUnknownLengthServedToo() throws Exception {
    rig.start("framing: rtu");
    ModbusClient client = rig.client(Framing.RTU);
    client.send(UNIT, Pdu.of(0x41, 1, 2, 3));
    client.end();
    await().until(() -> asked().contains(Pdu.of(0x41, 1, 2, 3)));
  }

  @Test
  void whoEndsItsSideGets0BForWhatTheLineIsNotFreeFor() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s", "deadline: 1h");
    ModbusClient stays = rig.client(Framing.TCP);
    stays.send(UNIT, READ);
    await().until(() -> asked().size() == 1);
    ModbusClient ends = rig.client(Framing.TCP);
    ends.send(UNIT, WRITE);
    ends.end();
    assertThat(ends.receive().adu().pdu())
        .isEqualTo(Pdu.exception(6, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    assertThat(ends.isClosedByPeer()).isTrue();
    latch.countDown();
    stays.receive();
    assertThat(asked()).doesNotContain(WRITE);
  }

  @Test
  void aRequestThatWaitsBeyondItsDeadlineGets0BWhileTheLineIsStillBusy() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s", "deadline: 100ms");
    rig.client(Framing.TCP).send(UNIT, READ);
    await().until(() -> asked().size() == 1);
    assertThat(rig.client(Framing.TCP).ask(UNIT, Pdu.request(4, 9, 1)))
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    latch.countDown();
    assertThat(asked()).containsExactly(READ);
  }

  @Test
  void aFullQueueRefusesTheGreediest() throws Exception {
    CountDownLatch latch = hold();
    rig.start("timeout: 20s", "queue: 4");
    ModbusClient first = rig.client(Framing.TCP);
    first.send(UNIT, READ);
    await().until(() -> asked().size() == 1);
    ModbusClient greedy = rig.client(Framing.TCP);
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sent.add(greedy.send(UNIT, Pdu.request(4, 10 * i, 1)));
    }
    await().until(() -> rig.waiting() == 4);
    ModbusClient modest = rig.client(Framing.RTU);
    modest.send(UNIT, Pdu.request(4, 99, 1));
    assertThat(greedy.receive())
        .isEqualTo(
            new ModbusClient.Answer(
                sent.get(3), new Adu(UNIT, Pdu.exception(4, ExceptionCode.SERVER_DEVICE_BUSY))));
    latch.countDown();
    assertThat(modest.receive().adu().pdu()).isEqualTo(right(Pdu.request(4, 99, 1)));
  }

  @Test
  void aDeadUnitCostsTheOthersNothing() throws Exception {
    rig.slave().script(request -> request.unit() == 9 ? List.of() : GatewayTest.obey(request));
    rig.start("timeout: 300ms", "late: 0", "unit-retry: 1h");
    ModbusClient client = rig.client(Framing.TCP);
    for (int i = 0; i < 10; i++) {
      assertThat(client.ask(9, READ))
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    }
    assertThat(rig.slave().asked()).hasSize(3);
    assertThat(client.ask(UNIT, READ)).isEqualTo(right(READ));
  }

  @Test
  void aSilentReadIsRetriedWhereThatIsWanted() throws Exception {
    int[] count = {0};
    rig.slave().script(request -> count[0]++ == 0 ? List.of() : GatewayTest.obey(request));
    rig.start("timeout: 500ms", "retries: 1", "late: 0", "late-at-most: 0", "fences: false");
    assertThat(rig.client(Framing.TCP).ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(asked()).containsExactly(READ, READ);
  }

  @Test
  void aBroadcastIsEchoedWhereThatIsWantedAndTheLineRestsAfterIt() throws Exception {
    rig.start("reply-on-broadcast: true", "broadcast-delay: 300ms");
    ModbusClient client = rig.client(Framing.TCP);
    long begin = System.nanoTime(); // the slave may notice the broadcast late
    assertThat(client.ask(Adu.BROADCAST, WRITE)).isEqualTo(WRITE);
    client.ask(UNIT, READ);
    assertThat(Duration.ofNanos(rig.slave().asked().get(1).atNanos() - begin))
        .isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void theGapIsKeptAfterEachAnswer() throws Exception {
    List<Long> answered = new ArrayList<>();
    rig.slave()
        .script(
            request -> {
              answered.add(System.nanoTime());
              return GatewayTest.obey(request);
            });
    rig.start("gap: 20ms");
    ModbusClient client = rig.client(Framing.TCP);
    for (int i = 0; i < 5; i++) {
      client.ask(UNIT, READ);
    }
    List<Slave.Asked> asked = rig.slave().asked();
    for (int i = 1; i < 5; i++) {
      assertThat(Duration.ofNanos(asked.get(i).atNanos() - answered.get(i - 1)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }
  }

  @Test
  void oneConnectionTooManyIsTurnedAwayAndItsPlaceIsFreeAgainLater() throws Exception {
    rig.start("max-connections: 1");
    ModbusClient first = rig.client(Framing.TCP);
    first.ask(UNIT, READ);
    assertThat(rig.client(Framing.TCP).isClosedByPeer()).isTrue();
    first.close();
    await()
        .ignoreExceptions()
        .until(() -> rig.client(Framing.TCP).ask(UNIT, READ).equals(right(READ)));
  }

  @Test
  void onlyAllowedAddressesMayConnect() throws Exception {
    rig.start(List.of(rig.entry("allow: [192.0.2.0/24]"), rig.entry("allow: [127.0.0.0/8]")));
    assertThat(rig.client(Framing.TCP, 0).isClosedByPeer()).isTrue();
    assertThat(rig.client(Framing.TCP, 1).ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(rig.clientsCounted()).hasSize(1); // strangers do not use up the table of clients
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    rig.start("idle-timeout: 50ms");
    assertThat(rig.client(Framing.TCP).isClosedByPeer()).isTrue();
  }

  @Test
  void aClientThatWaitsForItsAnswerIsNotIdle() throws Exception {
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(
                        Duration.ofMillis(400), Rtu.encode(new Adu(UNIT, right(request.pdu()))))));
    rig.start("idle-timeout: 50ms", "timeout: 20s");
    for (Framing framing : Framing.values()) {
      ModbusClient client = rig.client(framing);
      assertThat(client.ask(UNIT, READ)).isEqualTo(right(READ));
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aPortOfOneFramingDropsTheOther() throws Exception {
    rig.start("framing: tcp");
    ModbusClient client = rig.client(Framing.RTU);
    client.send(UNIT, READ);
    assertThat(client.isClosedByPeer()).isTrue();
  }

  @Test
  void everythingIsCountedForTheLineAndForTheClient() throws Exception {
    rig.start("cache: 1m");
    ModbusClient client = rig.client(Framing.TCP);
    client.ask(UNIT, READ);
    client.ask(UNIT, READ);
    await().untilAsserted(() -> assertThat(rig.counters().requests()).isEqualTo(2));
    assertThat(rig.counters().transactions()).isEqualTo(1);
    assertThat(rig.counters().cacheHits()).isEqualTo(1);
    assertThat(rig.clientCounters().name()).isEqualTo("modbusproxy on port 0, 127.0.0.1");
    assertThat(rig.clientCounters().requests()).isEqualTo(2);
  }

  @Test
  void theDevicesPieceByPieceAnswerIsWrittenInOnePiece() throws Exception {
    byte[] frame = Rtu.encode(new Adu(UNIT, right(READ)));
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(ZERO, Arrays.copyOf(frame, 4)),
                    new Slave.Piece(
                        Duration.ofMillis(3), Arrays.copyOfRange(frame, 4, frame.length))));
    rig.start("timeout: 5s", "frame-silence: 1s");
    ModbusClient client = rig.client(Framing.RTU);
    client.send(UNIT, READ);
    assertThat(client.readOnce()).isEqualTo(frame);
  }

  @Test
  void whenTheAdapterIsPulledOutEverythingGets0AUntilItIsBack() throws Exception {
    rig.slave().script(request -> List.of());
    rig.start("timeout: 20s", "deadline: 20s");
    ModbusClient client = rig.client(Framing.TCP);
    for (int i = 0; i < 3; i++) {
      client.send(UNIT, Pdu.request(4, 10 * i, 1));
    }
    await().until(() -> asked().size() == 1 && rig.waiting() == 2);
    rig.pullOut();
    Pdu down = Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE);
    for (int i = 0; i < 3; i++) {
      assertThat(client.receive().adu().pdu()).isEqualTo(down);
    }
    assertThat(client.ask(UNIT, READ)).isEqualTo(down);
    rig.plugIn(GatewayTest::obey);
    Pdu other = Pdu.request(3, 7, 1); // function 4 may still be answered late
    await().until(() -> client.ask(UNIT, other).equals(right(other)));
  }

  @Test
  void anAddressIsKnownAlsoOnAPortOfAllAddresses() throws Exception {
    rig.start(
        List.of(
            rig.entry("allow: [127.0.0.0/8]").replace("host: 127.0.0.1, ", ""),
            rig.entry("allow: ['::/0']").replace("host: 127.0.0.1, ", "")));
    assertThat(rig.client(Framing.TCP, 0).ask(UNIT, READ)).isEqualTo(right(READ));
    assertThat(rig.client(Framing.TCP, 1).isClosedByPeer()).isTrue();
  }
}

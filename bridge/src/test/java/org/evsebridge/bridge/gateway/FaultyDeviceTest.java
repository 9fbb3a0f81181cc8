package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.Fault;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that misbehaves, and two clients in different framings: nobody gets a wrong answer. */
class FaultyDeviceTest {
  private static final Duration LATE = Duration.ofMillis(120);
  private static final String[] KEYS = {
    "timeout: 60ms", "late: 400ms", "late-at-most: 400ms", "unit-retry: 1ms"
  };

  private final Random random = new Random(4711);
  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  /** Every second request meets the fault. */
  private Slave.Script sometimes(Fault fault) {
    int[] count = {0};
    return request ->
        count[0]++ % 2 == 0
            ? fault.answer(
                request, new Adu(request.unit(), GatewayTest.right(request)), LATE, random)
            : GatewayTest.obey(request);
  }

  /** A client's answers that are neither right nor "no answer", and how many were right. */
  private record Seen(List<String> wrong, int right) {}

  private Seen ask(ModbusClient client, int unit, int base, int times) throws Exception {
    List<String> wrong = new ArrayList<>();
    int right = 0;
    for (int i = 0; i < times; i++) {
      Pdu request = i % 4 == 3 ? Pdu.request(6, base, i) : Pdu.request(3 + i % 2, base + i, 3);
      Pdu answer = client.ask(unit, request);
      if (answer.equals(GatewayTest.right(new Adu(unit, request)))) {
        right++;
      } else if (!answer.equals(noAnswer(request))) {
        wrong.add(request + " got " + answer);
      }
    }
    return new Seen(wrong, right);
  }

  private static Pdu noAnswer(Pdu request) {
    return Pdu.exception(request.function(), ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);
  }

  @ParameterizedTest
  @EnumSource
  void noClientEverGetsAWrongAnswer(Fault fault) throws Exception {
    rig.slave().script(sometimes(fault));
    rig.start(KEYS);
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<Seen>> clients = new ArrayList<>();
    for (Framing framing : Framing.values()) {
      ModbusClient client = rig.client(framing);
      // Different units in part, so that one's late answer comes during the other's request.
      int unit = framing == Framing.TCP ? 2 : 3;
      clients.add(pool.submit(() -> ask(client, unit, 0x1000 * unit, 10)));
    }
    int right = 0;
    for (Future<Seen> client : clients) {
      Seen seen = client.get(60, SECONDS);
      assertThat(seen.wrong()).isEmpty();
      right += seen.right();
    }
    pool.shutdown();
    assertThat(right).as("the other half is answered").isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(names = {"OTHER_UNIT", "OTHER_FUNCTION", "WRONG_CRC", "TRUNCATED"})
  void whatComesInTimeButIsNotTheAnswerIsHandedToNobody(Fault fault) throws Exception {
    rig.slave()
        .script(
            request ->
                fault.answer(
                    request, new Adu(request.unit(), GatewayTest.right(request)), LATE, random));
    rig.start("timeout: 300ms", "late: 0", "late-at-most: 0", "unit-retry: 1ms");
    ModbusClient client = rig.client(Framing.TCP);
    for (Pdu request : List.of(Pdu.request(4, 7, 3), Pdu.request(6, 9, 1), Pdu.request(3, 5, 1))) {
      assertThat(client.ask(2, request)).isEqualTo(noAnswer(request));
    }
  }

  private void twoClientsAskWhile(Slave.Script script, boolean firstIsAnswered) throws Exception {
    rig.slave().script(script);
    rig.start(
        "timeout: 1500ms",
        "late: 500ms",
        "late-at-most: 500ms",
        "unit-retry: 1ms",
        "deadline: 20s",
        "retries: 0");
    ModbusClient first = rig.client(Framing.TCP);
    ModbusClient second = rig.client(Framing.RTU);
    Pdu read = Pdu.request(4, 0x0105, 3);
    Pdu other = Pdu.request(4, 0x0109, 3);
    first.send(2, read);
    await().until(() -> rig.slave().asked().size() == 1);
    second.send(2, other);
    assertThat(first.receive().adu().pdu())
        .isEqualTo(firstIsAnswered ? GatewayTest.right(new Adu(2, read)) : noAnswer(read));
    assertThat(second.receive().adu().pdu()).isEqualTo(GatewayTest.right(new Adu(2, other)));
  }

  /**
   * Something at once and the right answer later. The next answer takes so long that a late one
   * would come before it if the next request did not wait.
   */
  private static Slave.Script firstSays(Function<Adu, byte[]> nonsense, int lateMillis) {
    AtomicBoolean said = new AtomicBoolean();
    return request -> {
      byte[] right = Rtu.encode(new Adu(2, GatewayTest.right(request)));
      return said.getAndSet(true)
          ? List.of(new Slave.Piece(Duration.ofMillis(500), right))
          : List.of(
              new Slave.Piece(Duration.ofMillis(8), nonsense.apply(request)),
              new Slave.Piece(Duration.ofMillis(lateMillis), right));
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 55, 90, 300})
  void anAnswerLongAfterTheEchoIsTheAnswerAlsoWithoutEcho(int millis) throws Exception {
    twoClientsAskWhile(firstSays(Rtu::encode, millis), true);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 300, 900})
  void anAnswerLongAfterOneThatBrokeOffIsNobodyElses(int millis) throws Exception {
    twoClientsAskWhile(
        firstSays(
            request -> Arrays.copyOf(Rtu.encode(new Adu(2, GatewayTest.right(request))), 6),
            millis),
        false);
  }

  @Test
  void anAnswerInSingleBytesIsTheAnswer() throws Exception {
    rig.slave()
        .script(
            request ->
                Fault.BYTE_BY_BYTE.answer(
                    request, new Adu(request.unit(), GatewayTest.right(request)), LATE, random));
    rig.start("timeout: 5s", "frame-silence: 1s");
    Pdu read = Pdu.request(4, 7, 100);
    assertThat(rig.client(Framing.RTU).ask(2, read)).isEqualTo(GatewayTest.right(new Adu(2, read)));
  }

  @Test
  void anAdapterThatHearsItselfWorksWithEcho() throws Exception {
    rig.slave()
        .script(
            request ->
                Fault.ECHOING.answer(
                    request, new Adu(request.unit(), GatewayTest.right(request)), LATE, random));
    rig.start("timeout: 5s", "echo: true");
    ModbusClient client = rig.client(Framing.TCP);
    for (Pdu request : List.of(Pdu.request(4, 7, 3), Pdu.request(6, 9, 1), Pdu.request(3, 5, 1))) {
      assertThat(client.ask(2, request)).isEqualTo(GatewayTest.right(new Adu(2, request)));
    }
  }

  @Test
  void withEchoAnAdapterThatDoesNotHearItselfCostsNoTimeOut() throws Exception {
    Pdu refused = Pdu.exception(6, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    rig.slave()
        .script(
            request -> List.of(new Slave.Piece(Duration.ZERO, Rtu.encode(new Adu(2, refused)))));
    rig.start("timeout: 1h", "echo: true");
    assertThat(rig.client(Framing.TCP).ask(2, Pdu.request(6, 9, 1))).isEqualTo(refused);
  }

  @Test
  void withEchoADeviceThatSaysNothingItselfIsSilent() throws Exception {
    rig.slave()
        .script(
            request ->
                Fault.ECHOING.answer(request, new Adu(2, Pdu.of(7)), LATE, random).subList(0, 1));
    rig.start("timeout: 60ms", "echo: true");
    Pdu write = Pdu.request(6, 9, 1);
    assertThat(rig.client(Framing.TCP).ask(2, write)).isEqualTo(noAnswer(write));
  }

  @Test
  void withEchoNoiseBeforeTheEchoDoesNotMakeItTheAnswer() throws Exception {
    Pdu write = Pdu.request(6, 9, 1);
    byte[] noise = {0};
    byte[] echo = Rtu.encode(new Adu(2, write));
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(Duration.ZERO, noise), new Slave.Piece(Duration.ZERO, echo)));
    rig.start("timeout: 200ms", "echo: true");
    assertThat(rig.client(Framing.TCP).ask(2, write)).isEqualTo(noAnswer(write));
  }

  @Test
  void withEchoAWriteIsDoneWhenItsAnswerFollowsTheNoisyEcho() throws Exception {
    Pdu write = Pdu.request(6, 9, 1);
    byte[] frame = Rtu.encode(new Adu(2, write));
    byte[] noiseAndEcho = new byte[frame.length + 1];
    System.arraycopy(frame, 0, noiseAndEcho, 1, frame.length);
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(Duration.ZERO, noiseAndEcho),
                    new Slave.Piece(Duration.ZERO, frame)));
    rig.start("timeout: 5s", "echo: true");
    assertThat(rig.client(Framing.TCP).ask(2, write)).isEqualTo(write);
  }

  @Test
  void anAnswerBehindNoiseIsTheAnswer() throws Exception {
    byte[] noise = {0, (byte) 0xFF, 3, 4};
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(Duration.ZERO, noise),
                    new Slave.Piece(
                        Duration.ofMillis(20),
                        Rtu.encode(new Adu(2, GatewayTest.right(request))))));
    rig.start("timeout: 5s", "frame-silence: 1s");
    Pdu read = Pdu.request(4, 7, 3);
    assertThat(rig.client(Framing.TCP).ask(2, read)).isEqualTo(GatewayTest.right(new Adu(2, read)));
  }

  @Test
  void aFunctionNobodyHasHeardOfPasses() throws Exception {
    rig.slave()
        .script(
            request ->
                List.of(
                    new Slave.Piece(Duration.ZERO, Rtu.encode(new Adu(2, Pdu.of(0x41, 9, 8, 7))))));
    rig.start("timeout: 5s");
    for (Framing framing : Framing.values()) {
      assertThat(rig.client(framing).ask(2, Pdu.of(0x41, 1))).isEqualTo(Pdu.of(0x41, 9, 8, 7));
    }
  }
}

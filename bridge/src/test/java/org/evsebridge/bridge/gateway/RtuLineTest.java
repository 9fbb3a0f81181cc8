package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bus and its RTU line, on a transport that the test holds the other end of. */
class RtuLineTest {
  private static final Pdu READ = Pdu.request(4, 5, 1);
  private static final Pdu WRITE = Pdu.request(6, 0x0201, 0x0606);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final HeldTransport transport = new HeldTransport();
  private final Asker client = new Asker("a");
  private Bus bus;

  /** Keeps what is written. */
  private static final class HeldTransport implements Transport {
    private final List<byte[]> written = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private Owner owner;

    @Override
    public void start(Owner hears) {
      owner = hears;
      owner.up();
    }

    @Override
    public boolean write(byte[] bytes) {
      written.add(bytes);
      return !failing;
    }

    @Override
    public boolean reset() {
      return false;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() throws Exception {
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x, timeout: 1h, gap: 0}").get(0);
    LineConfig config =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), new Problems()).get(0).line();
    LineTiming timing = LineTiming.of(SerialSettings.MODULE, config.times());
    RtuLine line = new RtuLine("line", transport, timing, config.times(), false, System::nanoTime);
    bus = Bus.start(config, line, new Devices(List.of()), LineGuard.NONE, timer);
  }

  @AfterEach
  void close() {
    bus.close();
    timer.shutdownNow();
  }

  private void ask(Pdu request) {
    int before = transport.written.size();
    bus.submit(client.request(2, request, System.nanoTime()));
    await().until(() -> transport.written.size() > before);
  }

  private void says(Pdu pdu) {
    transport.owner.received(Rtu.encode(new Adu(2, pdu)));
  }

  @Test
  void aWireThatIsBackAtOnceStillFailsWhatWasUnderWay() {
    ask(READ);
    transport.owner.down("unplugged");
    transport.owner.up();
    await()
        .untilAsserted(
            () ->
                assertThat(client.answers())
                    .containsExactly(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE)));
  }

  @Test
  void aRequestThatIsSentInPartMayStillBeAnsweredSoNoneGoesOutThatTheAnswerWouldFit() {
    transport.failing = true;
    ask(READ);
    await()
        .untilAsserted(
            () ->
                assertThat(client.answers())
                    .containsExactly(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE)));
    transport.failing = false;
    bus.submit(new Asker("b").request(2, Pdu.request(4, 9, 1), System.nanoTime()));
    Pdu other = Pdu.request(3, 9, 1);
    ask(other); // whose turn would be after that otherwise
    assertThat(transport.written.get(1)).isEqualTo(Rtu.encode(new Adu(2, other)));
  }

  @Test
  void whatTheLineSaysUnaskedIsThrownAway() {
    says(Pdu.of(4, 2, 9, 9)); // what an answer to the read would look like
    ask(READ);
    says(GatewayTest.right(new Adu(2, READ)));
    await().until(() -> !client.answers().isEmpty());
    assertThat(client.answers()).containsExactly(GatewayTest.right(new Adu(2, READ)));
  }

  @Test
  void theNextRequestIsOnItsWayBeforeTheAnswerIsHandedOut() {
    List<Integer> writtenByThen = new CopyOnWriteArrayList<>();
    client.whenAnswered(() -> writtenByThen.add(transport.written.size()));
    ask(READ);
    bus.submit(client.request(2, Pdu.request(4, 9, 1), System.nanoTime()));
    says(GatewayTest.right(new Adu(2, READ)));
    await().untilAsserted(() -> assertThat(writtenByThen).containsExactly(2));
  }

  @Test
  void aFaultDoesNotReachTheThreadThatHearsTheLine() {
    Asker failing = new Asker("failing");
    failing.whenAnswered(
        () -> {
          throw new IllegalStateException("of all things");
        });
    bus.submit(failing.request(2, READ, System.nanoTime()));
    await().until(() -> transport.written.size() == 1);
    says(GatewayTest.right(new Adu(2, READ))); // as the line's own thread does
    ask(WRITE);
    says(WRITE);
    await().untilAsserted(() -> assertThat(client.answers()).containsExactly(WRITE));
  }

  @Test
  void whatIsPastItsDeadlineDoesNotGoOnTheLineAlsoWhenTheTimerIsLate() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    timer.execute(
        () -> {
          try {
            late.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ask(READ);
    Asker tooLate = new Asker("too late");
    Pdu other = Pdu.request(4, 9, 1);
    bus.submit(tooLate.request(2, other, System.nanoTime() - Asker.DEADLINE));
    says(GatewayTest.right(new Adu(2, READ)));
    await()
        .untilAsserted(
            () ->
                assertThat(tooLate.answers())
                    .containsExactly(
                        Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND)));
    assertThat(transport.written).hasSize(1);
    late.countDown();
  }

  @Test
  void whenAReadsEchoComesTheLogSaysOnceWhatToSet() {
    try (LogLines log = LogLines.of(Hints.class)) {
      for (int i = 1; i <= 3; i++) {
        int answers = i;
        ask(READ);
        says(READ);
        says(GatewayTest.right(new Adu(2, READ)));
        await().until(() -> client.answers().size() == answers);
      }
      assertThat(client.answers()).containsOnly(GatewayTest.right(new Adu(2, READ)));
      assertThat(log.with("echo: true")).singleElement().asString().startsWith("WARN line");
    }
  }

  @Test
  void whenAWritesEchoPassedForItsAnswerTheLogSaysOnceWhatToSet() {
    try (LogLines log = LogLines.of(Hints.class)) {
      for (int i = 0; i < 3; i++) {
        int answers = client.answers().size();
        ask(WRITE);
        says(WRITE);
        await().until(() -> client.answers().size() > answers);
        says(WRITE);
      }
      assertThat(log.with("echo: true")).singleElement().asString().startsWith("WARN line");
    }
  }

  @Test
  void aWriteThatIsAnsweredOnceIsNoEcho() {
    try (LogLines log = LogLines.of(Hints.class)) {
      for (int i = 0; i < 3; i++) {
        int answers = client.answers().size();
        ask(WRITE);
        says(WRITE);
        await().until(() -> client.answers().size() > answers);
      }
      assertThat(log.with("echo: true")).isEmpty();
    }
  }
}

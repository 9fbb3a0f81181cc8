package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the bridge ends what it struck and nothing else. */
class BusTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pdu READ = Pdu.request(4, 5, 1);
  private static final Pdu NO_ANSWER =
      Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Asker client = new Asker("a");
  private Bus bus;

  private void serve(Line line) throws Exception {
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x}").get(0);
    List<YamlNode> entries = ((YamlNode.Sequence) list).items();
    bus =
        Bus.start(
            ModbusProxyReader.read(entries, new Problems()).get(0).line(),
            line,
            new Devices(List.of()),
            LineGuard.NONE,
            timer);
  }

  @AfterEach
  void close() {
    bus.close();
    timer.shutdownNow();
  }

  private void isAnswered(Asker asker, Pdu... answers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(asker.answers()).containsExactly(answers));
  }

  private static Outcome rightAnswer(Adu request) {
    return new Outcome.Answered(GatewayTest.right(request));
  }

  private static Outcome faultyAtUnit3(Adu request) {
    if (request.unit() == 3) {
      throw new IllegalStateException("of all things");
    }
    return rightAnswer(request);
  }

  @Test
  void aFaultInOneTransactionDoesNotEndTheBus() throws Exception {
    serve(ScriptedLine.up(BusTest::faultyAtUnit3));
    try (LogLines log = LogLines.of(Bus.class)) {
      bus.submit(client.request(3, READ, System.nanoTime()));
      bus.submit(client.request(2, READ, System.nanoTime()));
      isAnswered(client, NO_ANSWER, GatewayTest.right(new Adu(2, READ)));
      assertThat(log.with("ERROR")).singleElement().asString().contains("of all things");
    }
  }

  /** Fails once wherever the bus asks when to go on. */
  private static final class ForgetfulLine implements Line {
    private final boolean whenFree;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final long start = System.nanoTime();
    private Adu asked;

    ForgetfulLine(boolean whenFree) {
      this.whenFree = whenFree;
    }

    private long failOnce(boolean here) {
      if (here && asked != null && !failed.getAndSet(true)) {
        throw new IllegalStateException("of all things");
      }
      return start;
    }

    @Override
    public void start(Watcher watcher) {
      watcher.up();
    }

    @Override
    public void listen(long now) {}

    @Override
    public void hurry(long timeout) {}

    @Override
    public long freeAt() {
      return failOnce(whenFree);
    }

    @Override
    public Optional<Outcome> begin(Adu request, long timeout) {
      asked = request;
      return whenFree || failed.get() ? Optional.of(rightAnswer(request)) : Optional.empty();
    }

    @Override
    public Optional<Outcome> look(long now) {
      return Optional.empty();
    }

    @Override
    public long lookAt() {
      return failOnce(true);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLineThatFailsToSayWhenToGoOnIsAskedAgain(boolean whenFree) throws Exception {
    serve(new ForgetfulLine(whenFree));
    Pdu right = GatewayTest.right(new Adu(2, READ));
    bus.submit(client.request(2, READ, System.nanoTime()));
    isAnswered(client, whenFree ? right : NO_ANSWER);
    bus.submit(client.request(3, READ, System.nanoTime()));
    isAnswered(client, whenFree ? right : NO_ANSWER, right);
  }

  /** Answers one request each time that it is allowed to. */
  private static final class AllowingLine implements Line {
    private final Semaphore allowed = new Semaphore(0);
    private final long start = System.nanoTime();
    private volatile Adu asked;

    @Override
    public void start(Watcher watcher) {
      watcher.up();
    }

    @Override
    public void listen(long now) {}

    @Override
    public void hurry(long timeout) {}

    @Override
    public long freeAt() {
      return start;
    }

    @Override
    public Optional<Outcome> begin(Adu request, long timeout) {
      asked = request;
      return Optional.empty();
    }

    @Override
    public Optional<Outcome> look(long now) {
      return allowed.tryAcquire() ? Optional.of(rightAnswer(asked)) : Optional.empty();
    }

    @Override
    public long lookAt() {
      return System.nanoTime() + Alarm.NEVER_NANOS;
    }

    @Override
    public void close() {}
  }

  @Test
  void answersKeepTheirOrderWhicheverThreadsBringThem() throws Exception {
    AllowingLine line = new AllowingLine();
    List<Integer> units = new CopyOnWriteArrayList<>();
    client.hearing(
        (request, answer) -> {
          if (request.unit() == 2) { // meanwhile another thread brings the next
            line.allowed.release();
            Thread other = Threads.daemon("other", () -> bus.heard());
            other.start();
            joinFor(other, Duration.ofMillis(300));
          }
          units.add(request.unit());
        });
    serve(line);
    bus.submit(client.request(2, READ, System.nanoTime()));
    bus.submit(client.request(3, READ, System.nanoTime()));
    await().atMost(PATIENCE).until(() -> line.asked != null);
    line.allowed.release();
    bus.heard();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(units).containsExactly(2, 3));
  }

  private static void joinFor(Thread thread, Duration longest) {
    try {
      thread.join(longest.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a client may fail at. */
  private enum Failing {
    NAME,
    TALLY,
    WANTS,
    ANSWER
  }

  private static final class FailingClient implements Client {
    private final Failing failing;
    private final Tally tally = new Tally("failing", System::nanoTime);
    private final List<Pdu> answers = new CopyOnWriteArrayList<>();

    FailingClient(Failing failing) {
      this.failing = failing;
    }

    private void failAt(Failing here) {
      if (here == failing) {
        throw new IllegalStateException("of all things");
      }
    }

    @Override
    public String name() {
      failAt(Failing.NAME);
      return "failing";
    }

    @Override
    public String host() {
      return "10.0.0.2";
    }

    @Override
    public Tally tally() {
      failAt(Failing.TALLY);
      return tally;
    }

    @Override
    public boolean wants(Request request) {
      failAt(Failing.WANTS);
      return true;
    }

    @Override
    public void answer(Request request, Pdu answer) {
      failAt(Failing.ANSWER);
      answers.add(answer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatFailsCostsNobodyElseTheAnswer(Failing failing) throws Exception {
    FailingClient faulty = new FailingClient(failing);
    try (LogLines log = LogLines.of(TransactionLog.class)) { // at debug, names are asked for
      serve(ScriptedLine.up(BusTest::rightAnswer));
      Request request = client.request(3, READ, System.nanoTime());
      bus.submit(
          new Request(
              faulty,
              0,
              0,
              request.adu(),
              request.unit(),
              request.read(),
              request.arrived(),
              request.deadline(),
              0,
              0,
              false));
      bus.submit(client.request(2, READ, System.nanoTime()));
      isAnswered(client, GatewayTest.right(new Adu(2, READ)));
      if (failing != Failing.ANSWER) {
        await().atMost(PATIENCE).until(() -> faulty.answers.size() == 1);
      }
    }
  }
}

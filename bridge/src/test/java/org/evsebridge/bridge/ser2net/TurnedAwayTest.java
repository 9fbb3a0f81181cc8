package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.testing.Certificates;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Troubles that repeat with every dial are told when they start and when they end. */
class TurnedAwayTest {
  private static final int DIALS = 20;

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(TurnedAwayTest.class.getPackage().getName());
  private Bench bench;

  @BeforeEach
  void listen() throws Exception {
    bench = new Bench(folder);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() throws Exception {
    logger.detachAppender(log);
    bench.stop();
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void storm(int port) throws Exception {
    for (int i = 0; i < DIALS; i++) {
      try (TcpClient client = TcpClient.dial(port)) {
        client.send("no TLS\r\n");
        client.readToEnd();
      }
    }
  }

  @Test
  void aStormIsToldAtItsFirstClientAndOnceNoneHasComeForAWhile() {
    EmbeddedChannel time = new EmbeddedChannel();
    time.freezeTime();
    TurnedAway storm = new TurnedAway(time.eventLoop(), "con", "turned away");
    for (int i = 1; i <= 3; i++) {
      storm.another("client " + i, "that is so");
      time.advanceTimeBy(TurnedAway.QUIET_SECONDS - 1, TimeUnit.SECONDS);
      time.runScheduledPendingTasks();
    }
    assertThat(lines()).containsExactly("con: client 1 turned away: that is so");
    time.advanceTimeBy(1, TimeUnit.SECONDS);
    time.runScheduledPendingTasks();
    assertThat(lines()).hasSize(2).last().isEqualTo("con: 3 clients in all turned away");
    storm.another("client 4", "so again");
    storm.end();
    assertThat(lines()).hasSize(3).last().isEqualTo("con: client 4 turned away: so again");
  }

  private Outage outage() throws Exception {
    return outage("serialdev,/dev/x");
  }

  private Outage outage(String connector) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("ser2net.yaml"),
            "connection: &con\n  accepter: tcp,1\n  connector: " + connector + "\n");
    return new Outage(Ser2netReader.read(file, new Problems()).connections().get(0));
  }

  @Test
  void everyClientThatIsTurnedAwayWithATryIsCountedAndNoneOfABeforeTime() throws Exception {
    Outage outage = outage();
    for (int i = 0; i < 2; i++) {
      outage.over(); // there was none
      outage.refused("it is not there", 3);
      outage.refused("it is not there", 4);
      outage.over();
    }
    String begin = "con: it is not there; until it can be opened, clients are told so and closed";
    String end = "con: serialdev,/dev/x is back; clients turned away meanwhile: 7";
    assertThat(lines()).containsExactly(begin, end, begin, end);
  }

  @Test
  void aDeviceThatWentAwayIsOneLineThoughItCannotBeOpenedThen() throws Exception {
    Outage outage = outage();
    outage.lost("it went away");
    outage.refused("it is not there", 1);
    outage.over();
    assertThat(lines())
        .containsExactly(
            "con: it went away; its clients are closed",
            "con: serialdev,/dev/x is back; clients turned away meanwhile: 1");
  }

  @Test
  void aDeviceThatIsKeptOpenIsOneLineWhenItIsAwayAndOneWhenItIsBack() throws Exception {
    Outage outage = outage("keepopen(retry-time=2s),serialdev,/dev/x");
    for (int i = 0; i < 2; i++) {
      outage.keptOpen("it went away");
      outage.keptOpen("it is not there");
      outage.over();
    }
    String begin = "con: it went away; its clients stay, and it is tried again every 2s";
    String end = "con: keepopen(retry-time=2s),serialdev,/dev/x is back";
    assertThat(lines()).containsExactly(begin, end, begin, end);
  }

  @Test
  void aMissingDeviceIsOneLineAtTheStartAndOneAtTheEnd() throws Exception {
    bench.hide();
    bench.serve(Side.OURS);
    storm(bench.port());
    assertThat(lines()).hasSize(1).first().asString().contains("is not there");
    bench.showAgain();
    bench.connected().close();
    assertThat(lines())
        .filteredOn(line -> line.contains("is back"))
        .singleElement()
        .asString()
        .contains("clients turned away meanwhile: " + DIALS);
  }

  @Test
  void aRemoteServerThatRefusesIsOneLine() throws Exception {
    int server = Sockets.freePort();
    bench.serveFile(
        Side.OURS,
        "connection: &con\n  accepter: tcp,127.0.0.1,%d\n  connector: tcp,127.0.0.1,%d\n"
            .formatted(bench.port(), server),
        bench.port());
    storm(bench.port());
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("tcp,127.0.0.1," + server + " cannot be reached: connection refused; until");
  }

  @Test
  void clientsFromElsewhereAreOneLineAtTheStartAndOneAtTheEnd() throws Exception {
    bench.serve(Side.OURS, "remaddr: 192.0.2.1,0");
    storm(bench.port());
    assertThat(lines()).hasSize(1).first().asString().contains("turned away by remaddr");
    bench.stopServing();
    assertThat(lines())
        .hasSize(2)
        .last()
        .isEqualTo("con: 20 clients in all turned away by remaddr");
  }

  @Test
  void clientsWithoutTlsAreOneLineAtTheStartAndOneAtTheEnd() throws Exception {
    Certificates.selfSigned(folder, "server");
    bench.serveStack(
        Side.OURS,
        "ssl(key=%1$s/server.key,cert=%1$s/server.crt),tcp,127.0.0.1,%2$d"
            .formatted(folder, bench.port()),
        "");
    storm(bench.port());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(lines())
                    .singleElement()
                    .asString()
                    .matches(
                        "con: 127[.]0[.]0[.]1:\\d+ turned away by TLS: it does not speak TLS"));
    bench.stopServing();
    assertThat(lines()).hasSize(2).last().isEqualTo("con: 20 clients in all turned away by TLS");
  }

  static List<Arguments> otherThanTls() {
    return List.of(
        Arguments.of("GET / HTTP/1.1\r\n\r\n", true, "it does not speak TLS"),
        Arguments.of("\u00ff\u0000 garbage", true, "it does not speak TLS"),
        Arguments.of("x", false, "it left before TLS had begun"),
        Arguments.of("", false, "it left before TLS had begun"),
        Arguments.of(
            "\u0016\u0003\u0001\u0000\u0005abcde", true, "its TLS did not come about: .+"));
  }

  @ParameterizedTest
  @MethodSource("otherThanTls")
  void whatComesInsteadOfTlsIsOneSentence(String said, boolean stays, String sentence)
      throws Exception {
    Certificates.selfSigned(folder, "server");
    bench.serveStack(
        Side.OURS,
        "ssl(key=%1$s/server.key,cert=%1$s/server.crt),tcp,127.0.0.1,%2$d"
            .formatted(folder, bench.port()),
        "");
    try (TcpClient client = TcpClient.dial(bench.port())) {
      client.send(said);
      if (stays) {
        client.readToEnd();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !lines().isEmpty());
    bench.stopServing();
    assertThat(lines())
        .singleElement()
        .asString()
        .matches("con: 127[.]0[.]0[.]1:\\d+ turned away by TLS: " + sentence);
    assertThat(log.list).allMatch(line -> line.getThrowableProxy() == null);
  }

  @Test
  void aTraceThatCannotBeWrittenIsOneLine() throws Exception {
    bench.serve(Side.OURS, "trace-read: " + folder + "/nowhere/trace");
    for (int i = 0; i < 3; i++) {
      bench.connected().leave();
    }
    bench.stopServing();
    assertThat(lines()).filteredOn(line -> line.contains("trace file")).hasSize(1);
  }
}

package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.ReconnectingDevice;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class P1ServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Loops loops = new Loops();
  private final AtomicLong later = new AtomicLong();
  private Path device;
  private Pty pty;
  private P1Server server;
  private int port;

  @BeforeEach
  void plugIn() throws IOException {
    device = folder.resolve("tty");
    pty = Pty.open();
    pty.linkAs(device);
  }

  @AfterEach
  void stop() {
    server.close();
    loops.close();
    pty.close();
  }

  private void serve(String... keys) throws Exception {
    String entry = "p1:\n- port: 0\n  host: 127.0.0.1\n  device: " + device + "\n";
    Path file = folder.resolve("bridge.yaml");
    Files.writeString(
        file, entry + String.join("", List.of(keys).stream().map(k -> "  " + k + "\n").toList()));
    server =
        P1Server.start(
            BridgeReader.read(List.of(file), new Problems()).p1Ports().get(0),
            loops,
            new Meters(new SharedDevices()),
            () -> System.nanoTime() + later.get());
    port = server.listener().firstTry().get().orElseThrow().getPort();
    if (Files.exists(device)) {
      awaitCount(Count.DEVICE_OPEN, 1);
    }
  }

  @Test
  void theLogNamesThePortWhoseDeviceIsAwayAndBack() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(ReconnectingDevice.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.addAppender(log);
    try {
      Files.delete(device);
      serve();
      String who = "p1 on port 0: " + device;
      await()
          .atMost(PATIENCE)
          .until(() -> log.list.stream().anyMatch(e -> said(e, who + " is not there")));
      pty.linkAs(device);
      await()
          .atMost(PATIENCE)
          .until(() -> log.list.stream().anyMatch(e -> said(e, who + " is back")));
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void theLogSaysOnceWhyAMeterIsSilentAndOnceThatItIsNotAnyMore() throws Exception {
    try (LogLines log = LogLines.of(P1Output.class)) {
      serve("silent-after: 5s");
      later.addAndGet(TimeUnit.SECONDS.toNanos(5));
      await()
          .atMost(PATIENCE)
          .until(() -> log.with("WARN p1 on port 0: no byte from " + device).size() == 1);
      meterSays(telegram(1));
      await()
          .atMost(PATIENCE)
          .until(() -> log.with("INFO p1 on port 0: telegrams come").size() == 1);
      assertThat(server.counters().toString()).contains(", last byte ", ", last telegram ");
    }
  }

  private static boolean said(ILoggingEvent event, String text) {
    return event.getFormattedMessage().startsWith(text);
  }

  private static String telegram(int number) {
    return new String(
        Telegram.withChecksum("/TST5\r\n\r\n0-0:96.1.1(" + number + ")\r\n!").bytes(), ISO_8859_1);
  }

  private void meterSays(String text) {
    pty.write(text.getBytes(ISO_8859_1));
  }

  private void awaitCount(Count count, long value) {
    await(count.toString())
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(server.counters().get(count)).isEqualTo(value));
  }

  private TcpClient connected() throws IOException {
    long before = server.counters().get(Count.ACCEPTED);
    TcpClient client = TcpClient.dial(port);
    awaitCount(Count.ACCEPTED, before + 1);
    return client;
  }

  @Test
  void threeClientsStayThroughAnUnplugAndGetEveryWholeTelegramAndNothingElse() throws Exception {
    serve();
    try (TcpClient a = connected();
        TcpClient b = connected();
        TcpClient c = connected()) {
      meterSays("0-0:96.1.1(cut off before its start)\r\n!0000\r\n" + telegram(1));
      meterSays(telegram(2).substring(0, 30)); // the rest is lost with the cable
      awaitCount(Count.TELEGRAMS, 1);
      pty.close();
      awaitCount(Count.DEVICE_LOSSES, 1);

      pty = Pty.open();
      pty.linkAs(device);
      awaitCount(Count.DEVICE_OPEN, 1);
      meterSays(telegram(2).substring(30) + telegram(3));
      awaitCount(Count.TELEGRAMS, 2);
      meterSays(telegram(4)); // anything left over would come before it

      String account = telegram(1) + telegram(3) + telegram(4);
      for (TcpClient client : List.of(a, b, c)) {
        assertThat(client.read(account.length())).isEqualTo(account);
      }
    }
  }

  @Test
  void aClientMayComeBeforeTheDeviceDoes() throws Exception {
    Files.delete(device);
    serve();
    try (TcpClient client = connected()) {
      pty.linkAs(device);
      awaitCount(Count.DEVICE_OPEN, 1);
      meterSays(telegram(7));

      assertThat(client.read(telegram(7).length())).isEqualTo(telegram(7));
    }
  }

  @Test
  void aNewClientGetsTheLastWholeTelegramAtOnceAndThenGoesOnAtAStart() throws Exception {
    serve();
    meterSays(telegram(1) + telegram(2) + telegram(3).substring(0, 20));
    awaitCount(Count.TELEGRAMS, 2);
    try (TcpClient client = connected()) {
      assertThat(client.read(telegram(2).length())).isEqualTo(telegram(2));
      meterSays(telegram(3).substring(20));
      assertThat(client.read(telegram(3).length())).isEqualTo(telegram(3));
    }
  }

  @Test
  void withoutReplayANewClientWaitsForTheNextTelegram() throws Exception {
    serve("replay-cycles: 0");
    meterSays(telegram(1));
    awaitCount(Count.TELEGRAMS, 1);
    try (TcpClient client = connected()) {
      meterSays(telegram(2));
      assertThat(client.read(telegram(2).length())).isEqualTo(telegram(2));
    }
  }

  @Test
  void rawBytesGoOnAsTheyCome() throws Exception {
    serve("framing: raw");
    try (TcpClient client = connected()) {
      meterSays("no telegram \u00e9!");
      assertThat(client.read(14)).isEqualTo("no telegram \u00e9!");
    }
  }

  @Test
  void wrongTelegramsAreDroppedAndOldOnesGetAChecksumIfSoWished() throws Exception {
    serve("crc: add");
    String wrong = telegram(1).replace("(1)", "(9)");
    String old = "/OLD2\r\n\r\n0-0:96.1.1(2)\r\n!\r\n";
    String unpadded = "/ABC5avl\r\n"; // chosen below so that its checksum has a leading zero
    int n = 0;
    while (!checksumOf(unpadded + n).startsWith("0")) {
      n++;
    }
    String padded = sealed(unpadded + n);
    try (TcpClient client = connected()) {
      meterSays(wrong + old + padded.replace("!0", "!") + telegram(4));

      String account = sealed("/OLD2\r\n\r\n0-0:96.1.1(2)") + padded + telegram(4);
      assertThat(client.read(account.length())).isEqualTo(account);
    }
    assertThat(server.counters().get(Count.CRC_ERRORS)).isEqualTo(1);
    assertThat(server.counters().get(Count.TELEGRAMS)).isEqualTo(3);
  }

  /** Some meters, or the adapters behind them, send a NUL in front of the last line end. */
  @ParameterizedTest
  @CsvSource({"check, !", "add, !xxxx"})
  void aNulBehindTheChecksumIsPutRight(String crc, String endOfOld) throws Exception {
    serve("crc: " + crc);
    String old = "/OLD2\r\n\r\n0-0:96.1.1(2)\r\n!\0\r\n";
    String sealedOld = sealed("/OLD2\r\n\r\n0-0:96.1.1(2)");
    try (TcpClient client = connected()) {
      meterSays(old + telegram(4).replaceFirst("\r\n$", "\0\r\n"));

      String account = (endOfOld.equals("!") ? old.replace("\0", "") : sealedOld) + telegram(4);
      assertThat(client.read(account.length())).isEqualTo(account);
    }
  }

  @Test
  void aClientThatSendsWithoutEndIsReadSlowlyAndGetsItsTelegrams() throws Exception {
    serve();
    try (LogLines log = LogLines.of(P1Port.class);
        TcpClient talker = connected()) {
      String block = "x".repeat(64 * 1024);
      AtomicLong blocks = new AtomicLong();
      Thread talking =
          new Thread(
              () -> {
                try {
                  while (blocks.incrementAndGet() < 4_000) { // 250 MB
                    talker.send(block);
                  }
                } catch (IOException e) {
                  return; // the test is over
                }
              });
      talking.start();
      await().atMost(PATIENCE).until(() -> !log.with("sends much to a meter").isEmpty());
      for (int i = 0; i < 20; i++) {
        meterSays(telegram(i));
        assertThat(talker.read(telegram(i).length())).isEqualTo(telegram(i));
      }
      assertThat(blocks.get()).isLessThan(1_000);
      talker.close();
      talking.join();
      assertThat(log.with("sends much to a meter")).hasSize(1);
    }
  }

  private static String sealed(String body) {
    return new String(Telegram.withChecksum(body + "\r\n!").bytes(), ISO_8859_1);
  }

  private static String checksumOf(String body) {
    return sealed(body).substring(sealed(body).lastIndexOf('!') + 1);
  }

  @Test
  void unlessWishedTelegramsGoOnAsTheyCame() throws Exception {
    serve();
    String wrong = telegram(1).replace("(1)", "(9)");
    String old = "/OLD2\r\n\r\n0-0:96.1.1(2)\r\n!\r\n";
    try (TcpClient client = connected()) {
      meterSays(wrong + old);

      assertThat(client.read((wrong + old).length())).isEqualTo(wrong + old);
    }
  }

  @Test
  void aSevenBitMetersParityIsTakenOff() throws Exception {
    serve("baudrate: 9600", "comset: 7E1");
    String telegram = "/ISK5\r\n\r\n1-0:1.7.0(0001.19*kW)\r\n!\r\n";
    byte[] onTheLine = telegram.getBytes(ISO_8859_1);
    for (int i = 0; i < onTheLine.length; i++) {
      onTheLine[i] |= (byte) (Integer.bitCount(onTheLine[i]) % 2 << 7); // even parity
    }
    try (TcpClient client = connected()) {
      pty.write(onTheLine);

      assertThat(client.read(telegram.length())).isEqualTo(telegram);
    }
  }

  @Test
  void whatClientsSendNeverReachesTheMeter() throws Exception {
    serve();
    try (TcpClient client = connected()) {
      client.send("hello");
      meterSays(telegram(1));

      assertThat(client.read(telegram(1).length())).isEqualTo(telegram(1));
      assertThat(pty.read(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void withNoPlaceLeftANewClientIsRefusedWhileAllOthersRead() throws Exception {
    serve("max-connections: 1");
    try (TcpClient first = connected();
        TcpClient second = TcpClient.dial(port)) {
      assertThat(second.readToEnd()).isEqualTo("Port already in use\r\n");
      meterSays(telegram(1));
      assertThat(first.read(telegram(1).length())).isEqualTo(telegram(1));
    }
    assertThat(server.counters().get(Count.REFUSED)).isEqualTo(1);
  }

  @Test
  void withNoPlaceLeftTheClientThatTookNothingForLongestGivesWay() throws Exception {
    serve("max-connections: 2", "max-unsent: 67108864", "write-timeout: 1h");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(port)) {
      awaitCount(Count.ACCEPTED, 1);
      try (TcpClient alive = connected()) {
        String much = telegram(1).repeat(300);
        for (int i = 0; i < 10; i++) {
          meterSays(much);
          assertThat(alive.read(much.length())).isEqualTo(much);
        }
        // What its system still takes it may take late.
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  later.addAndGet(TimeUnit.SECONDS.toNanos(6));
                  meterSays(telegram(1));
                  assertThat(alive.read(telegram(1).length())).isEqualTo(telegram(1));
                  try (TcpClient newcomer = TcpClient.dial(port)) {
                    return newcomer.read(telegram(1).length()).equals(telegram(1));
                  }
                });
        await().atMost(PATIENCE).until(dead::isHungUp);
        meterSays(telegram(2));
        assertThat(alive.read(telegram(2).length())).isEqualTo(telegram(2));
      }
    }
    assertThat(server.counters().get(Count.KICKED)).isEqualTo(1);
  }

  @Test
  void aSilentClientIsAskedAfterTheTimeGivenWhetherItIsStillThere() throws Exception {
    serve("keepalive: 1h");
    try (TcpClient client = connected()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Sockets.untilKeepAlive(client.localPort()))
                      .hasValueSatisfying(
                          left ->
                              assertThat(left)
                                  .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(60))));
    }
  }

  @Test
  void aClientThatTakesNothingForTheWriteTimeoutIsCutOff() throws Exception {
    serve("write-timeout: 100ms");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(port)) {
      awaitCount(Count.ACCEPTED, 1);
      for (int i = 0; i < 200; i++) {
        meterSays(telegram(i).repeat(10));
      }
      await().atMost(PATIENCE).until(dead::isHungUp);
    }
    awaitCount(Count.CUT_OFF, 1);
    awaitCount(Count.CLIENTS, 0);
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAtTheBoundNamedInTheLogAndDelaysNobody() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(P1Port.class);
    logger.addAppender(log);
    log.start();
    serve("max-unsent: 100000");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(port)) {
      awaitCount(Count.ACCEPTED, 1);
      try (TcpClient alive = connected()) {
        String much = telegram(1).repeat(1_000);
        while (server.counters().get(Count.CUT_OFF) == 0) {
          meterSays(much);
          assertThat(alive.read(much.length())).isEqualTo(much);
        }
        await().atMost(PATIENCE).until(dead::isHungUp);
        meterSays(telegram(2));
        assertThat(alive.read(telegram(2).length())).isEqualTo(telegram(2));
      }
      assertThat(List.copyOf(log.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .contains(
              "p1 on port 0: 127.0.0.1:"
                  + dead.localPort()
                  + " does not read, 97 kB wait for it; cut off");
    } finally {
      logger.detachAppender(log);
    }
  }
}

package org.evsebridge.bridge.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge, a meter on a pseudo-terminal, and imitations of dsmr-reader's interface. */
class PushesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String KEY = "0123456789ABCDEF";

  @TempDir Path folder;
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private Pty pty;
  private Bridge bridge;

  /** Answers as dsmr-reader was seen to: 201 to a telegram, 403 to a wrong key. */
  private static final class Reader {
    private final HttpServer server;
    private final List<String> telegrams = new CopyOnWriteArrayList<>();
    private volatile int says = 201;
    private volatile int asked;

    Reader(int port) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5);
      server.createContext("/api/v1/datalogger/dsmrreading", this::take);
      server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
      asked++;
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean right =
          exchange.getRequestMethod().equals("POST")
              && ("Token " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))
              && "application/x-www-form-urlencoded"
                  .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
              && form.startsWith("telegram=");
      int status = right ? says : 403;
      if (status == 201) {
        telegrams.add(URLDecoder.decode(form.substring(9), StandardCharsets.UTF_8));
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }

    int port() {
      return server.getAddress().getPort();
    }
  }

  @BeforeEach
  void plugIn() throws IOException {
    pty = Pty.open();
    pty.linkAs(folder.resolve("tty"));
    key("rw-------");
  }

  private void key(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @AfterEach
  void stop() {
    bridge.close();
    readers.forEach(reader -> reader.server.stop(0));
    pty.close();
  }

  private Reader reader(int port) throws IOException {
    Reader reader = new Reader(port);
    readers.add(reader);
    return reader;
  }

  private void start(String targets) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            dsmr-reader: [%s]
            """
                .formatted(folder.resolve("tty"), targets));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    await().atMost(PATIENCE).until(() -> bridge.status().toString().contains("1 device open"));
  }

  private static String target(int port, String keys) {
    return "{uri: \"http://127.0.0.1:%d/\", key-file: key%s}".formatted(port, keys);
  }

  private String meterSays(int second) {
    pty.write(Telegrams.dutch(second).bytes());
    return new String(Telegrams.dutch(second).bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void eachTargetGetsEachTelegramWholeAndInOrder() throws Exception {
    Reader one = reader(0);
    Reader other = reader(0);
    start(target(one.port(), "") + ", " + target(other.port(), ", interval: 1h"));
    List<String> said = List.of(meterSays(1), meterSays(2), meterSays(3));
    await().atMost(PATIENCE).until(() -> one.telegrams.equals(said));
    assertThat(other.telegrams).containsExactly(said.get(0));
  }

  @Test
  void whatItCannotReadIsGivenUpAndTheNextIsSent() throws Exception {
    Reader one = reader(0);
    one.says = 500;
    start(target(one.port(), ""));
    meterSays(1);
    await().atMost(PATIENCE).until(() -> one.asked == 1);
    one.says = 201;
    String second = meterSays(2);
    await().atMost(PATIENCE).until(() -> one.telegrams.equals(List.of(second)));
    assertThat(one.asked).isEqualTo(2);
  }

  @Test
  void oneThatIsAwayGetsTheNewestThatWaitedWhenItIsBack() throws Exception {
    Reader away = reader(0);
    int port = away.port();
    away.server.stop(0);
    try (LogLines log = LogLines.of(PushTarget.class)) {
      start(target(port, ", queue: 2, retry: 1s"));
      meterSays(1);
      await().atMost(PATIENCE).until(() -> !log.with("it cannot be reached").isEmpty());
      meterSays(2);
      String third = meterSays(3);
      String fourth = meterSays(4);
      await().atMost(PATIENCE).until(() -> !log.with("2 telegrams wait; the oldest").isEmpty());
      Reader back = reader(port);
      await().atMost(PATIENCE).until(() -> back.telegrams.equals(List.of(third, fourth)));
      assertThat(log.with("takes telegrams again")).hasSize(1);
    }
  }

  @Test
  void aWrongKeyAndAnApiThatIsOffAreNamedAndTriedAgain() throws Exception {
    Reader one = reader(0);
    one.says = 405;
    try (LogLines log = LogLines.of(PushTarget.class)) {
      start(target(one.port(), ", retry: 1s"));
      String said = meterSays(1);
      await().atMost(PATIENCE).until(() -> !log.with("its API is switched off").isEmpty());
      one.says = 403;
      await().atMost(PATIENCE).until(() -> !log.with("it refuses the key in ").isEmpty());
      one.says = 201;
      await().atMost(PATIENCE).until(() -> one.telegrams.equals(List.of(said)));
    }
  }

  @Test
  void aKeyThatEverybodyMayReadIsNotUsedAndTheMeterIsServedAllTheSame() throws Exception {
    key("rw-r--r--");
    Reader one = reader(0);
    try (LogLines log = LogLines.of(Pushes.class)) {
      start(target(one.port(), ""));
      assertThat(log.with("ERROR dsmr-reader at 127.0.0.1:" + one.port()))
          .singleElement()
          .asString()
          .contains("everybody may read or write the key");
    }
    assertThat(bridge.p1Ports()).hasSize(1);
    assertThat(one.asked).isZero();
  }
}

package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole bridge with a meter on a pseudo-terminal, asked through real sockets. */
class HttpPortTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Pty pty;
  private Bridge bridge;
  private int port;

  @BeforeEach
  void plugIn() throws IOException {
    pty = Pty.open();
    pty.linkAs(folder.resolve("tty"));
  }

  @AfterEach
  void stop() {
    if (bridge != null) {
      bridge.close();
    }
    pty.close();
  }

  private void serve(String keys) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            http: {port: 0, serial: 02005e0000a1%s}
            """
                .formatted(folder.resolve("tty"), keys));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    port = bridge.http().orElseThrow().firstTry().get().orElseThrow().getPort();
    await().atMost(PATIENCE).until(() -> bridge.status().toString().contains("1 device open"));
  }

  private void meterSays(Telegram telegram) {
    pty.write(telegram.bytes());
  }

  private void awaitData() {
    await().atMost(PATIENCE).until(() -> get("/api/v1/data").startsWith("HTTP/1.1 200"));
  }

  /** The answer to a request as it stands, on a connection of its own. */
  private String ask(String request) throws IOException {
    try (TcpClient client = TcpClient.dial(port)) {
      client.send(request);
      return client.readToEnd();
    }
  }

  private String get(String path, String... headers) throws IOException {
    return ask(request("GET " + path, "127.0.0.1", headers));
  }

  private static String request(String start, String host, String... headers) {
    StringBuilder text = new StringBuilder(start + " HTTP/1.1\r\nHost: " + host + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text + "Connection: close\r\n\r\n";
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void theApiIsThereBeforeTheFirstTelegramAndTheDataAreNot() throws Exception {
    serve("");
    assertThat(get("/api"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Type: application/json\r\n")
        .endsWith(
            "{\"product_type\":\"HWE-P1\",\"product_name\":\"P1 Meter\",\"serial\":\"02005e0000a1\","
                + "\"firmware_version\":\"0\",\"api_version\":\"v1\"}");
    for (String path : List.of("/api/v1/data", "/api/v1/telegram")) {
      assertThat(get(path))
          .startsWith("HTTP/1.1 503 ")
          .contains("\"id\":901")
          .contains("the meter has sent no good telegram yet");
    }
    assertThat(get("/ready")).startsWith("HTTP/1.1 503 ");
    assertThat(get("/health")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aTelegramIsShownAsItsDataWithALengthAndAsItCame() throws Exception {
    serve("");
    meterSays(Telegrams.dutch());
    awaitData();
    String data = get("/api/v1/data");
    assertThat(data)
        .contains("Content-Length: " + body(data).length() + "\r\n")
        .doesNotContain("chunked")
        .contains("\"active_power_w\":494.0");
    assertThat(body(get("/api/v1/telegram")).getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(Telegrams.dutch().bytes());
    assertThat(get("/ready")).startsWith("HTTP/1.1 200 ");
    String head = ask(request("HEAD /api/v1/data", "127.0.0.1"));
    assertThat(head).contains("Content-Length: " + body(data).length()).endsWith("\r\n\r\n");
  }

  @Test
  void whatClientsPutIsAnsweredAsAMeterDoesAndNothingElseIsTaken() throws Exception {
    serve("");
    assertThat(ask(request("PUT /api/v1/identify", "127.0.0.1"))).endsWith("{\"identify\":\"ok\"}");
    assertThat(put("{\"cloud_enabled\":true}")).endsWith("{\"cloud_enabled\":true}");
    assertThat(get("/api/v1/system")).endsWith("{\"cloud_enabled\":false}");
    assertThat(put("{")).startsWith("HTTP/1.1 400 ").contains("\"id\":2");
    assertThat(put("{\"cloud_enabled\":1}")).startsWith("HTTP/1.1 400 ").contains("\"id\":7");
    assertThat(put("x".repeat(5_000))).startsWith("HTTP/1.1 413 ");
    assertThat(get("/api/v1/state")).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /api/v1/data|GET, HEAD",
        "POST /api|GET, HEAD",
        "DELETE /events|GET",
        "POST /api/v1/system|GET, HEAD, PUT",
        "GET /api/v1/identify|PUT",
        "HEAD /events|GET",
      })
  void whoAsksInAnotherWayIsToldWhatAPathTakes(String asked, String allowed) throws Exception {
    serve("");
    assertThat(ask(request(asked, "127.0.0.1")))
        .startsWith("HTTP/1.1 405 ")
        .contains("\r\nAllow: " + allowed + "\r\n");
  }

  @Test
  void whatIsNotThereTakesNothing() throws Exception {
    serve("");
    assertThat(ask(request("POST /api/v1/state", "127.0.0.1"))).startsWith("HTTP/1.1 404 ");
  }

  private String put(String body) throws IOException {
    return ask(
        request("PUT /api/v1/system", "127.0.0.1", "Content-Length: " + body.length()) + body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api HTTP/1.1\\r\\nHost: LOCALHOST|200",
        "GET http://LocalHost/api HTTP/1.1\\r\\nHost: localhost|200",
        "GET http://elsewhere.example/api HTTP/1.1\\r\\nHost: localhost|403",
        "GET /api HTTP/1.1\\r\\nHost: elsewhere.example|403",
        "GET /health HTTP/1.1\\r\\nHost: elsewhere.example|403",
        "GET /api HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost|400",
        "GET /api HTTP/1.1\\r\\nAccept: x|400",
        "GET * HTTP/1.1\\r\\nHost: localhost|400",
        "GET /api HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: http://localhost|200",
        "GET /api HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: http://evil.example|403",
        "PUT /api/v1/identify HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: null|403",
        "GET /ws HTTP/1.1\\r\\nHost: localhost\\r\\nOrigin: http://evil.example\\r\\nUpgrade: websocket|403",
        "GET /ws HTTP/1.1\\r\\nHost: localhost|426"
      })
  void onlyWhoCallsTheBridgeByAHomelyNameAndIsNoForeignPageIsServed(String request, int status)
      throws Exception {
    serve("");
    try (TcpClient client = TcpClient.dial(port)) {
      client.send(request.replace("\\r\\n", "\r\n") + "\r\n\r\n");
      assertThat(client.read("HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 " + status);
    }
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    serve("");
    assertThat(ask("nonsense\r\n\r\n")).matches("(?s)HTTP/1.. 400 .*");
  }

  @Test
  void noAnswerLetsForeignPagesReadIt() throws Exception {
    serve("");
    assertThat(get("/api", "Origin: http://127.0.0.1")).doesNotContainIgnoringCase("allow-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /api", "GET /metrics", "GET /api/bridge", "PUT /api/v1/identify"})
  void readingCanBeClosedToWhoHasNoToken(String start) throws Exception {
    Path file = Files.writeString(folder.resolve("http.token"), "secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    serve(", read: token, token-file: http.token");
    assertThat(ask(request(start, "127.0.0.1")))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Bearer\r\n");
    assertThat(ask(request(start, "127.0.0.1", "Authorization: Bearer secret")))
        .startsWith("HTTP/1.1 200 ");
    assertThat(get("/health")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aTokenThatEverybodyMayReadKeepsThePortClosedAndTheRestRunning() throws Exception {
    Path token = Files.writeString(folder.resolve("http.token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            "p1: {port: 0, host: 127.0.0.1, device: %s}\nhttp: {port: 0, token-file: http.token}\n"
                .formatted(folder.resolve("tty")));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    assertThat(bridge.http()).isEmpty();
    assertThat(bridge.p1Ports().get(0).firstTry().get()).isPresent();
  }

  @Test
  void threeHundredThatTrickleKeepNobodyOut() throws Exception {
    serve(", max-connections: 100");
    List<TcpClient> trickling = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        TcpClient client = TcpClient.dial(port);
        client.send("GET /api HT");
        trickling.add(client);
        if (i % 50 == 49) {
          assertThat(get("/api")).startsWith("HTTP/1.1 200 ");
        }
      }
      assertThat(get("/api")).startsWith("HTTP/1.1 200 ");
      await()
          .atMost(PATIENCE)
          .until(() -> trickling.stream().filter(TcpClient::isHungUp).count() >= 200);
    } finally {
      trickling.forEach(TcpClient::hangUp);
    }
  }

  @Test
  void aConnectionThatFinishesNoRequestIsClosed() throws Exception {
    serve(", idle-timeout: 1s");
    try (TcpClient client = TcpClient.dial(port)) {
      client.send("GET /api HTTP/1.1\r\n");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void whoAsksWithoutEndAndReadsNothingIsCutOff() throws Exception {
    serve(", idle-timeout: 2s");
    String many = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
    try (TcpClient client = TcpClient.dialWithSmallBuffer(port)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> {
                    for (int i = 0; i < 20_000; i++) {
                      client.send(many);
                    }
                  }))
          .as("what the system says of a connection that is closed")
          .isInstanceOf(IOException.class);
    }
    assertThat(get("/api")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aTlsGreetingIsAnsweredByAnEnd() throws Exception {
    serve("");
    try (TcpClient client = TcpClient.dial(port)) {
      client.send("\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n");
      client.readToEnd(); // or it would wait, and fail
    }
  }

  /** A client of the WebSocket, and what it got. */
  private static final class Listening implements WebSocket.Listener {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      message.append(StandardCharsets.ISO_8859_1.decode(data));
      if (last) {
        messages.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private WebSocket dialSocket(Listening listener) throws Exception {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), listener)
        .get();
  }

  @Test
  void everyClientOfTheSocketGetsEachTelegramWholeAndOneTooManyIsRefusedAtTheUpgrade()
      throws Exception {
    serve(", max-websockets: 2");
    Listening first = new Listening();
    Listening second = new Listening();
    dialSocket(first);
    WebSocket leaving = dialSocket(second);
    assertThat(upgrade()).startsWith("HTTP/1.1 503 ");

    for (int i = 0; i < 3; i++) {
      meterSays(Telegrams.dutch(i));
    }
    for (Listening each : List.of(first, second)) {
      await().atMost(PATIENCE).until(() -> each.messages.size() == 3);
      assertThat(each.messages.get(2))
          .isEqualTo(new String(Telegrams.dutch(2).bytes(), StandardCharsets.ISO_8859_1));
    }
    leaving.sendClose(WebSocket.NORMAL_CLOSURE, "");
    await().atMost(PATIENCE).until(() -> get("/api/bridge").contains("\"clients\":1"));
    dialSocket(new Listening());
  }

  private String upgrade() throws IOException {
    return get(
        "/ws",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  @Test
  void aClientOfTheSocketThatDoesNotReadIsCutOff() throws Exception {
    serve(", max-unsent: 16384");
    try (TcpClient stuck = TcpClient.dialWithSmallBuffer(port)) {
      stuck.send(
          "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      await().atMost(PATIENCE).until(() -> get("/api/bridge").contains("\"accepted\":1"));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                for (int i = 0; i < 100; i++) {
                  meterSays(Telegrams.dutch(i % 60));
                }
                return get("/api/bridge").contains("\"cut_off\":1");
              });
      await().atMost(PATIENCE).until(stuck::isHungUp);
    }
  }

  @Test
  void aReloadThatChangesTheBlockServesTheNewOneAndOneWithoutItNothing() throws Exception {
    serve("");
    Path file = folder.resolve("bridge.yaml");
    int old = port;
    String changed = Files.readString(file).replace("0000a1", "0000a2");
    Files.writeString(file, changed);
    bridge.change(BridgeReader.read(List.of(file), new Problems()));
    port = bridge.http().orElseThrow().firstTry().get().orElseThrow().getPort();
    assertThat(get("/api")).contains("02005e0000a2");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> TcpClient.dial(old)))
        .isInstanceOf(IOException.class);
    Files.writeString(file, changed.replaceFirst("(?m)^http.*$", ""));
    bridge.change(BridgeReader.read(List.of(file), new Problems()));
    assertThat(bridge.http()).isEmpty();
  }

  @Test
  void aTakenPortIsTriedAgainUntilItCanBeHad() throws Exception {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Path file =
          Files.writeString(
              folder.resolve("bridge.yaml"),
              "p1: {port: 0, host: 127.0.0.1, device: %s}\nhttp: {port: %d}\n"
                  .formatted(folder.resolve("tty"), taken.getLocalPort()));
      bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
      assertThat(bridge.http().orElseThrow().firstTry().get()).isEmpty();
      port = taken.getLocalPort();
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/api").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void metricsHaveAUnitAHelpAndNoValuesOfASilentMeter() throws Exception {
    serve("");
    assertThat(get("/metrics"))
        .contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
        .contains("\nevsebridge_meter_up 0.0\n")
        .doesNotContain("power_watts");
    meterSays(Telegrams.dutch());
    awaitData();
    assertThat(get("/metrics"))
        .contains("\nevsebridge_meter_up 1.0\n")
        .contains("\nevsebridge_meter_power_watts 494.0\n")
        .contains("\nevsebridge_meter_phase_power_watts{phase=\"L1\"} -21.0\n")
        .contains("\nevsebridge_meter_tariff_imported_joules_total{tariff=\"1\"} 7.4694312E9\n")
        .contains("\nevsebridge_port_telegrams_total{port=\"p1 on port 0\"} 1.0\n");
  }
}

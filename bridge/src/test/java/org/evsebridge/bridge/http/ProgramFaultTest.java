package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.http.HttpLimits;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.ProgramFaults;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge one part of which is broken, and what the port's clients see of that. */
class ProgramFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_SOCKETS = 4;
  private static final String METER = "p1: {port: 0, host: 127.0.0.1, device: /dev/no-such-meter}";
  private static final String WHY = "the gateway lost its counters";

  /** So long a request would stay open if nobody answered it. */
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final HouseVertx vertx = new HouseVertx();
  private HttpPort http;
  private LogLines log;

  @BeforeEach
  void hear() {
    log = LogLines.of(ProgramFaults.class);
  }

  @AfterEach
  void stop() {
    log.close();
    if (http != null) {
      http.close();
    }
  }

  private int serve(BridgeSources sources, int mostUnsent) throws Exception {
    return serve(sources, mostUnsent, Optional.empty());
  }

  private int serve(BridgeSources sources, int mostUnsent, Optional<P1Config> meter)
      throws Exception {
    HttpConfig config =
        new HttpConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            Optional.empty(),
            HttpConfig.Read.OPEN,
            List.of(),
            Optional.of("02005e0000a1"),
            false,
            new HttpLimits(10, LONG, MOST_SOCKETS, mostUnsent));
    http =
        HttpPort.start(config, meter, new Meters(new SharedDevices()), sources, vertx)
            .orElseThrow();
    return http.firstTry().get().orElseThrow().getPort();
  }

  private static BridgeSources broken() {
    return new BridgeSources(
        "1",
        () -> {
          throw new IllegalStateException(WHY);
        },
        List::of,
        List::of);
  }

  private static BridgeSources whole() {
    return new BridgeSources(
        "1", () -> new BridgeCounters(List.of(), List.of(), List.of()), List::of, List::of);
  }

  private static String ask(int port, String path) throws IOException {
    try (TcpClient client = TcpClient.dial(port)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readToEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/api/bridge", "/events"})
  void aRequestThatFailsInTheProgramIsAnsweredAtOnceAndSaidOnce(String path) throws Exception {
    int port = serve(broken(), 65_536);
    for (int i = 0; i < 3; i++) {
      assertThat(ask(port, path))
          .startsWith("HTTP/1.1 500 ")
          .contains("Content-Type: application/json\r\n")
          .contains("\r\n\r\n{\"error\":{")
          .contains("\"id\":901")
          .contains("\"description\":\"this failed in the bridge, whose log says more\"");
    }
    assertThat(log.with("ERROR"))
        .singleElement()
        .asString()
        .contains("http on port 0: GET " + path)
        .contains(WHY);
    assertThat(ask(port, "/health")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aStreamThatFailsBeforeItsFirstEventIsCutOff() throws Exception {
    int port = serve(whole(), -1); // for which Vert.x has an exception
    assertThat(ask(port, "/events")).isEmpty();
    assertThat(log.with("ERROR")).singleElement().asString().contains("GET /events");
    assertThat(ask(port, "/health")).startsWith("HTTP/1.1 200 ");
  }

  private P1Config meter() throws Exception {
    Problems problems = new Problems();
    Path file = Files.writeString(folder.resolve("bridge.yaml"), METER);
    return BridgeReader.read(List.of(file), problems).p1Ports().get(0);
  }

  /** Those who come after it find their places: it has left none taken. */
  @Test
  void aWebSocketThatFailsIsCutOffEachTime() throws Exception {
    int port = serve(whole(), -1, Optional.of(meter())); // for which Vert.x has an exception
    for (int i = 0; i < MOST_SOCKETS + 2; i++) {
      try (TcpClient client = TcpClient.dial(port)) {
        client.send(
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(client.readToEnd()).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\n");
      }
    }
    assertThat(log.with("ERROR")).singleElement().asString().contains("at /ws");
    assertThat(ask(port, "/health")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anErrorIsAFaultTooAndLeavesNobodyWaiting() throws Exception {
    BridgeSources broken =
        new BridgeSources(
            "1",
            () -> {
              throw new StackOverflowError(WHY);
            },
            List::of,
            List::of);
    assertThat(ask(serve(broken, 65_536), "/api/bridge")).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void whatFailsOnTheEventLoopBesideRequestsIsSaidWithItsOwner() throws Exception {
    HouseVertx.Share share = vertx.open("mqtt to a broker");
    CountDownLatch goesOn = new CountDownLatch(3);
    share.run(
        () ->
            share
                .vertx()
                .setPeriodic(
                    1,
                    timer -> {
                      goesOn.countDown();
                      throw new IllegalStateException(WHY);
                    }));
    goesOn.await();
    await().atMost(PATIENCE).until(() -> !log.with("ERROR").isEmpty());
    share.close();
    assertThat(log.with("ERROR"))
        .singleElement()
        .asString()
        .contains("mqtt to a broker")
        .contains(WHY);
  }
}

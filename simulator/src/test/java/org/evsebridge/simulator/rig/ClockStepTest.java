package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.evsebridge.simulator.config.RigFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time that a caller lets pass at once, and who reads the meter meanwhile. */
class ClockStepTest {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMddHHmmss");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("rig.yaml"),
            "{time: {start: 2026-11-28 12:00, paused: true}, lines: [{name: p1, tcp: 0}, {name: rs485}]}");
    rig =
        Rig.start(
            new RigOptions(dir.resolve("rig"), RigOptions.HOST, 0, 0, true),
            RigFile.read(file).station());
    rig.serveControl(RigOptions.HOST, 0, Optional.empty());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void step(String by) throws Exception {
    String base = "http://127.0.0.1:" + rig.control().orElseThrow().api().address().getPort();
    assertThat(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create(base + "/clock/step"))
                        .POST(BodyPublishers.ofString("{\"by\": \"" + by + "\"}"))
                        .build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }

  /** The moments of the telegrams that come from a file, on a thread of its own. */
  private static List<String> moments(BufferedReader lines) {
    List<String> moments = new CopyOnWriteArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                lines
                    .lines()
                    .filter(line -> line.startsWith("0-0:1.0.0("))
                    .map(line -> line.substring(10, 22))
                    .forEach(moments::add);
              } catch (UncheckedIOException e) {
                // Closed by the test.
              }
            });
    reader.setDaemon(true);
    reader.start();
    return moments;
  }

  private List<String> stepAndRead(Socket client) throws Exception {
    List<String> moments =
        moments(
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)));
    while (moments.isEmpty()) { // until the client is served
      step("1s");
    }
    step("5m");
    LocalDateTime first = LocalDateTime.parse(moments.get(0), STAMP);
    LocalDateTime last =
        rig.station().ask(m -> m.clock().instant().atZone(m.clock().zone()).toLocalDateTime());
    await().atMost(PATIENCE).until(() -> moments.contains(STAMP.format(last)));
    assertThat(moments)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, (int) Duration.between(first, last).toSeconds())
                .mapToObj(second -> STAMP.format(first.plusSeconds(second)))
                .toList());
    return moments;
  }

  @Test
  void aReaderBehindTheBridgeGetsEveryTelegramOfASteppedTime() throws Exception {
    try (Socket client = new Socket()) {
      client.connect(rig.addresses().orElseThrow().p1());
      assertThat(stepAndRead(client)).hasSizeGreaterThan(300);
    }
  }

  @Test
  void soDoesAReaderOfTheMetersOwnPortWhileAnotherDoesNotReadAtAll() throws Exception {
    try (Socket client = new Socket();
        Socket sleeper = new Socket()) {
      client.connect(rig.ownPortOfMeter().orElseThrow());
      sleeper.connect(rig.ownPortOfMeter().orElseThrow());
      assertThat(stepAndRead(client)).hasSizeGreaterThan(300);
    }
  }
}

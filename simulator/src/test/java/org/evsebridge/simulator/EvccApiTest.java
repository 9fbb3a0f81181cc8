package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.evsebridge.simulator.report.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** evcc as a scenario's controller, where a small server stands in its place. */
class EvccApiTest {
  private static final String BOOTING = "{\"grid\": {}, \"loadpoints\": []}";
  private static final String READY =
      """
      {"grid": {"power": 1234.5}, "loadpoints": [
        {"chargePower": 10750, "connected": true, "mode": "pv", "phasesActive": 3},
        {"chargePower": 0, "connected": false}]}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> noted = new CopyOnWriteArrayList<>();
  private volatile String state = BOOTING;
  private volatile boolean stalled;
  private HttpServer server;
  private EvccApi api;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body = state.getBytes(StandardCharsets.UTF_8);
          if (exchange.getRequestMethod().equals("POST")) {
            asked.add(path);
            exchange.sendResponseHeaders(path.endsWith("nonsense") ? 400 : 200, -1);
          } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, stalled ? 1 : body.length);
          }
          if (stalled) {
            exchange.getResponseBody().flush(); // and says no more
          } else {
            exchange.close();
          }
        });
    server.start();
    api = new EvccApi(server.getAddress().getPort(), noted::add);
  }

  @AfterEach
  void end() {
    api.close();
    server.stop(0);
  }

  @Test
  void itIsReadyWhenItHasReadTheMeterAndEveryCharger() {
    assertThat(api.isReady()).isFalse();
    state = READY.replace(", \"connected\": false", "");
    await().until(() -> api.value("grid.power") == 1234.5);
    assertThat(api.isReady()).isFalse();
    state = "{\"result\": " + READY + "}"; // as earlier versions wrap it
    await().until(api::isReady);
  }

  @Test
  void valuesAreFoundByTheirPaths() {
    state = READY;
    await().until(api::isReady);
    assertThat(api.value("loadpoints[0].chargePower")).isEqualTo(10750);
    assertThat(api.value("loadpoints[0].connected")).isEqualTo(1);
    assertThat(api.value("loadpoints[1].connected")).isZero();
    assertThat(api.value("loadpoints[0].mode")).isNaN();
    assertThat(api.value("loadpoints[7].chargePower")).isNaN();
    state = "nonsense";
    await().until(() -> Double.isNaN(api.value("grid.power")));
  }

  @Test
  void whatItIsToldAndDoesNotTakeFailsTheRun() throws Exception {
    try (HttpCalls http = new HttpCalls(text -> text, noted::add)) {
      OutsidePrograms programs = new OutsidePrograms(Optional.of(api), http);
      programs.post("loadpoints/1/mode/pv");
      programs.post("nonsense");
      http.settle();
      assertThat(asked).containsExactly("/api/loadpoints/1/mode/pv", "/api/nonsense");
      assertThat(programs.verdicts())
          .containsExactly(
              Verdict.of("evcc post loadpoints/1/mode/pv", true, "answered 200"),
              Verdict.of("evcc post nonsense", false, "answered 400, expected 200 to 299"));
    }
    assertThat(noted).containsExactly("evcc post nonsense: answered 400, expected 200 to 299");
  }

  @Test
  void anAnswerThatBreaksOffLeavesNoOldValue() {
    state = READY;
    await().until(api::isReady);
    stalled = true;
    await().until(() -> !api.isReady());
  }

  @Test
  void itsComplaintsAreCountedAndNoted() {
    LineWriter printed = new LineWriter(api::printed);
    String text =
        """
        [main  ] INFO 2026/11/28 18:00:00 evcc 0.300
        [site  ] WARN 2026/11/28 18:00:01 over current detected: 33A > 25A
        [lp-1  ] ERROR 2026/11/28 18:00:02 charger: timeout
        [main  ] FATAL 2026/11/28 18:00:03 no meter
        """;
    text.chars().forEach(c -> printed.write(new char[] {(char) c}, 0, 1));
    assertThat(api.warnings()).isEqualTo(1);
    assertThat(api.errors()).isEqualTo(2);
    assertThat(noted)
        .containsExactly(
            "evcc WARN: over current detected: 33A > 25A",
            "evcc ERROR: charger: timeout",
            "evcc FATAL: no meter");
    api.forgetComplaints();
    assertThat(api.errors()).isZero();
  }

  @Test
  void aCopyOfItsFileHasTheRunsPorts(@TempDir Path dir) throws Exception {
    Path original = Files.writeString(dir.resolve("site.yaml"), "meters: [{port: {p1-port}}]\n");
    Path folder = Files.createDirectory(dir.resolve("run"));
    Map<String, Integer> ports = Map.of("{p1-port}", 2000, "{evcc-port}", 7070);
    assertThat(EvccCopy.write("/usr/bin/evcc", original, folder, ports))
        .startsWith("/usr/bin/evcc", "--config", folder.resolve("evcc.yaml").toString());
    assertThat(folder.resolve("evcc.yaml"))
        .hasContent("meters: [{port: 2000}]\n\nnetwork: {host: 127.0.0.1, port: 7070}\n");
    Files.writeString(original, "network:\n  port: 80\n");
    Assertions.assertThatThrownBy(() -> EvccCopy.write("/usr/bin/evcc", original, folder, ports))
        .hasMessage(original + ": its 'network' must have 'port: {evcc-port}', or be left out");
  }
}

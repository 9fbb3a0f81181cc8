package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The GitHub Action, its steps run as a runner runs them. */
class GithubActionIT {
  private static final Path ACTION = Documents.ROOT.resolve("simulator/github-action");
  private static final Path JAR = Documents.ROOT.resolve("simulator/target/evse-simulator.jar");

  @TempDir Path temporary;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void needsCurl() {
    Peers.program("curl");
  }

  @AfterEach
  void leavesNothingRunning() {
    stations().forEach(ProcessHandle::destroyForcibly);
  }

  private GithubJob job() {
    return new GithubJob(temporary, temporary, temporary.resolve("artifacts"), environment);
  }

  private GithubJob.Result start(Map<String, String> inputs) throws Exception {
    return job().action(ACTION, inputs);
  }

  private GithubJob.Result start() throws Exception {
    return start(Map.of("jar", JAR.toString()));
  }

  private GithubJob.Result stop() throws Exception {
    return job().action(ACTION.resolve("stop"), Map.of());
  }

  /** Programs that were started with a folder within this test's. */
  private Stream<ProcessHandle> stations() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(temporary + "/"));
  }

  private String report(String file) throws IOException {
    return Files.readString(temporary.resolve("artifacts/evse-simulator").resolve(file));
  }

  /** A server as GitHub is one, with the jar of a release. */
  private HttpServer releases(String path) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        path,
        exchange -> {
          boolean isIt = exchange.getRequestURI().getPath().equals(path);
          exchange.sendResponseHeaders(isIt ? 200 : 404, isIt ? Files.size(JAR) : -1);
          if (isIt) {
            Files.copy(JAR, exchange.getResponseBody());
          }
          exchange.close();
        });
    server.start();
    environment.put("GITHUB_SERVER_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    return server;
  }

  private static int status(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + "/chargers/station")).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Socket dial(String address) throws IOException {
    String[] parts = address.split(":");
    return new Socket(parts[0], Integer.parseInt(parts[1]));
  }

  @Test
  void startsOneStationForTheLaterStepsAndEndsIt() throws Exception {
    GithubJob.Result started = start();
    assertThat(started.passed()).as(started.output()).isTrue();
    assertThat(started.outputs()).containsOnlyKeys("p1", "modbus", "http", "dir");
    assertThat(environment)
        .containsEntry("EVSE_P1", started.outputs().get("p1"))
        .containsEntry("EVSE_MODBUS", started.outputs().get("modbus"))
        .containsEntry("EVSE_HTTP", started.outputs().get("http"))
        .containsEntry("EVSE_DIR", started.outputs().get("dir"));
    assertThat(status(started.outputs().get("http"))).isEqualTo(200);
    assertThat(Path.of(started.outputs().get("dir"), "ttyEVSE")).isSymbolicLink();
    assertThat(Path.of(started.outputs().get("dir"), "evcc.yaml")).exists();
    try (Socket meter = dial(started.outputs().get("p1"));
        Socket module = dial(started.outputs().get("modbus"))) {
      meter.setSoTimeout(10_000);
      assertThat(meter.getInputStream().read()).isEqualTo('/');
      module.setSoTimeout(10_000);
      module.getOutputStream().write(HexFormat.of().parseHex("000100000006020401030001"));
      assertThat(module.getInputStream().readNBytes(9))
          .isEqualTo(HexFormat.of().parseHex("000100000005020402"));
    }

    GithubJob.Result second = start();
    assertThat(second.passed()).isFalse();
    assertThat(second.output()).contains("one at a time");

    GithubJob.Result stopped = stop();
    assertThat(stopped.passed()).as(stopped.output()).isTrue();
    assertThat(stations()).isEmpty();
    assertThat(Path.of(started.outputs().get("dir"))).doesNotExist();
    assertThat(report("log.txt")).contains("ready p1=");
    assertThat(report("state.json")).contains("\"chargers\"");
    assertThat(report("telegram.txt")).contains("SIM5");
    assertThat(report("transactions-rs485.json")).contains("0103");
  }

  @Test
  void takesAnotherStationAndMoreOptions() throws Exception {
    Path rig = temporary.resolve("rig.yaml");
    Files.writeString(rig, "chargers: [{name: left, unit: 3}]\n");
    GithubJob.Result started =
        start(
            Map.of("jar", JAR.toString(), "rig", rig.toString(), "options", "--debug --no-bridge"));
    assertThat(started.passed()).as(started.output()).isTrue();
    assertThat(started.outputs()).containsEntry("p1", "").containsKey("http");
    assertThat(status(started.outputs().get("http"))).isEqualTo(404); // there is no 'station'
    assertThat(stop().passed()).isTrue();
  }

  @Test
  void endsOneThatAsksForATokenAndHasItsReport() throws Exception {
    Path rig = Files.writeString(temporary.resolve("rig.yaml"), "http: {token: secret-of-ours}\n");
    GithubJob.Result started = start(Map.of("jar", JAR.toString(), "rig", rig.toString()));
    assertThat(started.passed()).as(started.output()).isTrue();
    GithubJob.Result stopped = stop();
    assertThat(stopped.passed()).as(stopped.output()).isTrue();
    assertThat(stations()).isEmpty();
    assertThat(report("state.json")).contains("\"chargers\"");
    assertThat(report("transactions-rs485.json")).isNotEmpty();
  }

  @Test
  void failsWithTheStationsOwnWordsWhereItDoesNotStart() throws Exception {
    Path rig = Files.writeString(temporary.resolve("rig.yaml"), "chargrs: []\n");
    GithubJob.Result started = start(Map.of("jar", JAR.toString(), "rig", rig.toString()));
    assertThat(started.passed()).isFalse();
    assertThat(started.output()).containsPattern("(?m)^::error .*rig\\.yaml:1:1.*chargrs");
    assertThat(started.outputs()).containsEntry("p1", "");
    assertThat(stations()).isEmpty();
    GithubJob.Result stopped = stop(); // comes after it with if: always()
    assertThat(stopped.passed()).isTrue();
    assertThat(stopped.output()).contains("no station to stop");
  }

  @Test
  void failsWhereTheJarIsNotThere() throws Exception {
    GithubJob.Result started = start(Map.of("jar", "none/evse-simulator.jar"));
    assertThat(started.passed()).isFalse();
    assertThat(started.output()).contains("::error", "none/evse-simulator.jar");
  }

  @Test
  void refusesAJarThatCannotBeHadOrHasAnotherSum() throws Exception {
    HttpServer server = releases("/evse-simulator.jar");
    try {
      String url = environment.get("GITHUB_SERVER_URL") + "/evse-simulator.jar";
      GithubJob.Result other = start(Map.of("jar", url, "sha256", "0".repeat(64)));
      assertThat(other.passed()).isFalse();
      assertThat(other.output()).contains("another checksum");
      GithubJob.Result missing = start(Map.of("jar", url + ".none"));
      assertThat(missing.passed()).isFalse();
      assertThat(missing.output()).contains("::error").contains("cannot be had");
    } finally {
      server.stop(0);
    }
    assertThat(start(Map.of()).output()).contains("name the jar with 'jar:'");
  }

  @Test
  void theJobOfThePageTakesItsReleaseTestsAndStops() throws Exception {
    JsonNode steps =
        new YAMLMapper()
            .readTree(Documents.blocks("simulator/docs/ci.md", "yml").get(1))
            .at("/jobs/station/steps");
    HttpServer server = releases("/OWNER/evse-bridge/releases/download/v0.2.0/evse-simulator.jar");
    try {
      GithubJob.Result passed = job().steps(steps, new HashMap<>());
      assertThat(passed.passed()).as(passed.output()).isTrue();
      assertThat(passed.output()).contains("\"seen\"");
      assertThat(stations()).isEmpty();

      JsonNode failing =
          new YAMLMapper()
              .readTree(
                  steps
                      .toString()
                      .replace("current >= 6 A", "current >= 60 A")
                      .replace("within=60s", "within=7s"));
      GithubJob.Result failed = job().steps(failing, new HashMap<>());
      assertThat(failed.passed()).isFalse();
      assertThat(failed.output()).contains("current >= 60 A within");
      assertThat(stations()).isEmpty();
      assertThat(report("log.txt")).contains("car plugged in");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aStationThatHadEndedBeforeFailsTheJobAndLeavesItsLog() throws Exception {
    assertThat(start(Map.of("jar", JAR.toString(), "for", "1s")).passed()).isTrue();
    await().atMost(Duration.ofSeconds(30)).until(() -> stations().findAny().isEmpty());
    GithubJob.Result stopped = stop();
    assertThat(stopped.passed()).isFalse();
    assertThat(stopped.output()).contains("::error").contains("had ended before");
    assertThat(report("log.txt")).contains("ready p1=");
  }

  @Test
  void aStationThatHangsIsKilled() throws Exception {
    assertThat(start().passed()).isTrue();
    long station = stations().findAny().orElseThrow().pid();
    new ProcessBuilder("kill", "-STOP", String.valueOf(station)).start().waitFor();
    GithubJob.Result stopped = stop();
    assertThat(stopped.passed()).isTrue();
    assertThat(stopped.output()).contains("::warning").contains("was killed");
    await().atMost(Duration.ofSeconds(10)).until(() -> stations().findAny().isEmpty());
  }
}

package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.testing.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built jar as a user runs it. */
class ProgramIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  /** Runs the README's command with further options, from the top of the project. */
  private Process run(String... options) throws Exception {
    Matcher command =
        Pattern.compile("java -jar simulator/target/evse-simulator\\.jar")
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(command.find()).isTrue();
    List<String> words = new ArrayList<>(List.of(command.group().split(" ")));
    words.remove(0);
    words.addAll(List.of(options));
    if (!words.contains("--http-port")) {
      words.addAll(List.of("--http-port", "0"));
    }
    Process process =
        new ProcessBuilder(Programs.java(words))
            .directory(ROOT.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String out() throws Exception {
    return Files.readString(folder.resolve("out"));
  }

  private List<String> err() throws Exception {
    return Files.readAllLines(folder.resolve("err"));
  }

  private static int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void printsWhereItListensAndEndsInOrderWhenAskedTo() throws Exception {
    Path dir = folder.resolve("rig");
    Process rig =
        run("--p1-port", "0", "--modbus-port", "0", "--http-port", "0", "--dir", dir.toString());
    Path evcc = dir.resolve("evcc.yaml");
    await().atMost(PATIENCE).until(() -> out().contains(evcc.toString()));
    assertThat(evcc).content().contains("interval: 10s");
    assertThat(out())
        .containsPattern(
            "(?m)^ready p1=127\\.0\\.0\\.1:\\d+ modbus=127\\.0\\.0\\.1:\\d+ dir="
                + dir
                + " http=127\\.0\\.0\\.1:\\d+$");
    assertThat(dir.resolve("ttyP1")).isSymbolicLink();
    rig.destroy(); // SIGTERM
    assertThat(status(rig)).isZero();
    assertThat(dir).doesNotExist();
    assertThat(err()).isEmpty();
  }

  @Test
  void endsInOrderWhenItsTerminalIsClosed() throws Exception {
    Path dir = folder.resolve("rig");
    Process rig =
        run("--p1-port", "0", "--modbus-port", "0", "--http-port", "0", "--dir", dir.toString());
    await().atMost(PATIENCE).until(() -> out().contains("car plugged in"));
    new ProcessBuilder("kill", "-HUP", String.valueOf(rig.pid())).start().waitFor();
    assertThat(status(rig)).isZero();
    assertThat(dir).doesNotExist();
  }

  @Test
  void endsByItselfAfterTheTimeItWasGiven() throws Exception {
    Path dir = folder.resolve("rig");
    Process rig = run("--no-bridge", "--http-port", "0", "--for", "1s", "--dir", dir.toString());
    assertThat(status(rig)).isZero();
    assertThat(out()).contains("ready dir=" + dir);
    assertThat(dir).doesNotExist();
  }

  @Test
  void saysInOneLineWhichPortIsTakenAndWhatToChange() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Process rig =
          run(
              "--p1-port",
              port,
              "--modbus-port",
              "0",
              "--http-port",
              "0",
              "--dir",
              folder.resolve("rig").toString());
      assertThat(status(rig)).isEqualTo(1);
      assertThat(err()).singleElement().asString().contains(port).contains("--p1-port");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--prot 1, --prot",
    "--p1-port many, --p1-port",
    "--p1-port 70000, --p1-port",
    "--for soon, soon",
    "-c /none/rig.yaml, /none/rig.yaml"
  })
  void refusesBadUsageInOneLine(String options, String named) throws Exception {
    assertThat(status(run(options.split(" ")))).isEqualTo(2);
    assertThat(err()).singleElement().asString().contains(named);
  }

  @Test
  void asksCallersForTheWordThatTheEnvironmentNames() throws Exception {
    Path dir = folder.resolve("rig");
    ProcessBuilder builder =
        new ProcessBuilder(
                Programs.java(
                    List.of(
                        "-jar",
                        ROOT.resolve("simulator/target/evse-simulator.jar").toString(),
                        "--no-bridge",
                        "--http-port=0",
                        "--dir=" + dir)))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("EVSE_HTTP_TOKEN", "a-word-of-ci");
    started.add(builder.start());
    Matcher address = Pattern.compile("http=(\\S+)").matcher("");
    await().atMost(PATIENCE).until(() -> address.reset(out()).find());
    URI state = URI.create("http://" + address.group(1) + "/state");
    assertThat(statusOf(HttpRequest.newBuilder(state))).isEqualTo(401);
    assertThat(statusOf(HttpRequest.newBuilder(state).header("Authorization", "Bearer another")))
        .isEqualTo(401);
    assertThat(
            statusOf(HttpRequest.newBuilder(state).header("Authorization", "Bearer a-word-of-ci")))
        .isEqualTo(200);
  }

  private static int statusOf(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void explainsItsOptions() throws Exception {
    assertThat(status(run("--help"))).isZero();
    assertThat(out())
        .contains(
            "--dir",
            "--host",
            "--p1-port",
            "--modbus-port",
            "--http-port",
            "--http-token",
            "--no-bridge",
            "--for",
            "-c");
  }
}

package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.testing.JunitDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(new CountDownLatch(1))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String scenario(String name, String expectation) throws IOException {
    String yaml =
        "{rig: {time: {start: 2026-11-23 18:00}}, for: 10s, expect: [" + expectation + "]}";
    return Files.writeString(dir.resolve(name), yaml).toString();
  }

  @Test
  void endsWithZeroWhenAllChecksPassed() throws IOException {
    Path junit = dir.resolve("junit.xml");
    Path csv = dir.resolve("run.csv");
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, "--junit", junit.toString(), "--record", csv.toString())).isZero();
    assertThat(out.toString()).contains("  ok    at the end telegrams == 10: 10\n");
    assertThat(junit).content().contains("<testsuite name=\"good.yaml\" tests=\"1\"");
    JunitDocument.read(junit).requireSurefire();
    assertThat(csv).content().hasLineCount(12);
  }

  @Test
  void endsWithOneWhenACheckOfAnyScenarioFailed() throws IOException {
    String bad = scenario("bad.yaml", "{end: telegrams == 11}");
    String good = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", bad, good)).isEqualTo(1);
    assertThat(out.toString())
        .contains("  FAIL  at the end telegrams == 11: 10\n", "  ok    at the end telegrams == 10");
  }

  @Test
  void endsWithTwoAndRunsNothingWhenAFileIsWrong() throws IOException {
    String wrong = scenario("wrong.yaml", "{end: telegrams = 11}");
    String good = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", good, wrong, dir.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(wrong + ":1:67: 'telegrams = 11' is no condition: expected a quantity")
        .contains("none.yaml:1:1: cannot read the file: there is no such file");
  }

  @Test
  void aScenarioThatCannotBeginTakesNothingFromTheOthers() throws IOException {
    String good = scenario("good.yaml", "{end: telegrams == 10}");
    Path outside =
        Files.writeString(
            dir.resolve("outside.yaml"),
            "{controller: {rule: external}, for: 5m, expect: [{always: power >= 0}]}");
    Path junit = dir.resolve("junit.xml");
    Path json = dir.resolve("results.json");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      String rig = dir.resolve("rig").toString();
      assertThat(
              run(
                  "test",
                  good,
                  outside.toString(),
                  "--dir",
                  rig,
                  "--p1-port",
                  port,
                  "--modbus-port",
                  "0",
                  "--junit",
                  junit.toString(),
                  "--json",
                  json.toString()))
          .isEqualTo(1);
      assertThat(out.toString())
          .contains("  ok    at the end telegrams == 10: 10\n")
          .contains("  FAIL  runs for 5m: port " + port + " on 127.0.0.1 is in use");
    }
    assertThat(JunitDocument.read(junit).requireValid().suites())
        .extracting(suite -> suite.getAttribute("failures"))
        .containsExactly("0", "1");
    assertThat(run("report", json.toString(), "--junit", junit.toString())).isEqualTo(1);
    assertThat(JunitDocument.read(junit).requireValid().suites()).hasSize(2);
  }

  private int runOverThePorts(String controller) throws IOException {
    String yaml =
        "{controller: {rule: external" + controller + "}, for: 5m, expect: [{always: power >= 0}]}";
    Path file = Files.writeString(dir.resolve("external.yaml"), yaml);
    String rig = dir.resolve("rig").toString();
    return run("test", file.toString(), "--dir", rig, "--p1-port", "0", "--modbus-port", "0");
  }

  @Test
  void aRunThatIsInterruptedHasNotPassed() throws Exception {
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return runOverThePorts("");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await().atMost(PATIENCE).until(() -> err.toString().contains("in real time"));
    new ProcessBuilder("kill", "-TERM", "" + ProcessHandle.current().pid()).start().waitFor();
    assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(out.toString())
        .contains("  FAIL  runs for 5m: interrupted after ")
        .contains(" of 5m\n");
  }

  /** The program as a process of its own. */
  private static List<String> program(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    all.addAll(List.of(arguments));
    return Programs.java(all);
  }

  /** By the shell's numbers; nothing is printed after it. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsRunsThatNeedNoPorts(String signal, int status) throws Exception {
    String brief = scenario("brief.yaml", "{end: telegrams == 10}");
    Path endless =
        Files.writeString(
            dir.resolve("endless.yaml"),
            "{rig: {time: {start: 2026-11-23 18:00}}, for: 100000h, expect: [{end: power >= 0}]}");
    Path said = dir.resolve("out");
    Process test =
        new ProcessBuilder(program("test", brief, endless.toString(), "--jobs", "1"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      await().atMost(PATIENCE).until(() -> Files.readString(said).contains("checks passed"));
      new ProcessBuilder("kill", "-" + signal, "" + test.pid()).start().waitFor();
      assertThat(test.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(test.exitValue()).isEqualTo(status);
    } finally {
      test.destroyForcibly();
    }
  }

  /** As a process of its own, for the serial library must not be loaded yet. */
  @Test
  void aRunWhoseTerminalIsClosedHasNotPassed() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("external.yaml"),
            "{controller: {rule: external}, for: 5m, expect: [{always: power >= 0}]}");
    Path said = dir.resolve("err");
    Process test =
        new ProcessBuilder(
                program(
                    "test",
                    file.toString(),
                    "--dir",
                    dir.resolve("rig").toString(),
                    "--p1-port",
                    "0",
                    "--modbus-port",
                    "0"))
            .redirectOutput(dir.resolve("out").toFile())
            .redirectError(said.toFile())
            .start();
    try {
      await().atMost(PATIENCE).until(() -> Files.readString(said).contains("in real time"));
      new ProcessBuilder("kill", "-HUP", "" + test.pid()).start().waitFor();
      assertThat(test.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(test.exitValue()).isEqualTo(1);
      assertThat(dir.resolve("out")).content().contains("FAIL  runs for 5m: interrupted after ");
    } finally {
      test.destroyForcibly();
    }
  }

  @Test
  void aControllersOptionsAreThoseOfTheUsualStation() {
    assertThat(run("controller", "--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("address (default: " + ChargerSettings.DEFAULT.unit() + ")")
        .contains("phase (default: " + Connection.DEFAULT.amperes() + ")");
  }

  @Test
  void aControllerThatEndsByItselfFailsTheRunAndItsWordsArePassedOn() throws Exception {
    String command = ", command: [sh, -c, 'echo \"no meter at {p1-port}\" >&2; exit 3']";
    assertThat(runOverThePorts(command)).isEqualTo(1);
    assertThat(out.toString())
        .contains("  FAIL  runs for 5m: the controller ended by itself with status 3 after ");
    assertThat(err.toString()).containsPattern("no meter at [1-9]\\d+\n");
  }

  @Test
  void aControllerThatNeverReadsAnythingIsNoticedBeforeTheEnd() throws Exception {
    String command = ", command: [sh, -c, 'sleep 100'], silence: 1s";
    assertThat(runOverThePorts(command)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "  FAIL  runs for 5m: the controller has neither read nor written anything for 1s"
                + " after ");
  }

  @Test
  void aControllerThatDidNothingInABriefRunIsNoticedAtItsEnd() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("idle.yaml"),
            "{controller: {rule: external, command: [sleep, '100']}, for: 1s,"
                + " expect: [{always: power >= 0}]}");
    assertThat(runOnFreePorts(file)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "  FAIL  runs for 1s: the controller has neither read nor written anything after 1s");
  }

  private int runOnFreePorts(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("test", file.toString()));
    arguments.addAll(List.of("--dir", dir.resolve("rig").toString()));
    arguments.addAll(List.of("--p1-port", "0", "--modbus-port", "0"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void aValueOfAProgramIsKnownWhenItIsFirstLookedAt() throws Exception {
    HttpServer program =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext(
        "/",
        exchange -> {
          byte[] amps = "{\"amps\": 6}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, amps.length);
          exchange.getResponseBody().write(amps);
          exchange.close();
        });
    program.start();
    try {
      String amps = "http http://127.0.0.1:" + program.getAddress().getPort() + "/status amps";
      Path file =
          Files.writeString(
              dir.resolve("asks.yaml"),
              "{controller: {rule: external}, for: 1s, expect: [{always: '"
                  + amps
                  + " == 6'}, {from: 500ms, always: '"
                  + amps
                  + " == 6'}]}");
      assertThat(runOnFreePorts(file)).as(out.toString()).isZero();
    } finally {
      program.stop(0);
    }
  }

  @Test
  void aClockThatNobodySetsIsNoneThatWasSet() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("real.yaml"),
            "{controller: {rule: external}, for: 1s, expect: [{always: power >= 0}]}");
    Path html = dir.resolve("report.html");
    assertThat(runOnFreePorts(file, "--html", html.toString())).isZero();
    assertThat(html).content().contains("<polyline").doesNotContain("clock was set");
  }

  @Test
  void nothingIsLeftOfAnEvccWhoseFileCannotBeUsed() throws Exception {
    Set<Path> before = foldersOfEvcc();
    Files.writeString(dir.resolve("evcc.yaml"), "network: {port: 7070}\n");
    Path file = forEvcc("{always: power >= 0}");
    assertThat(runOnFreePorts(file, "--evcc", "true")).isEqualTo(1);
    assertThat(out.toString()).contains("its 'network' must have 'port: {evcc-port}'");
    assertThat(foldersOfEvcc()).isEqualTo(before);
  }

  private Path forEvcc(String expectation) throws IOException {
    return Files.writeString(
        dir.resolve("for-evcc.yaml"),
        "{rig: {time: {start: 2026-11-23 18:00}}, controller: {evcc: evcc.yaml}, for: 10s, expect: ["
            + expectation
            + "]}");
  }

  private static Set<Path> foldersOfEvcc() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("evse-evcc-"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aScenarioThatAsksEvccAloneIsNotPassedWithoutIt() throws IOException {
    Files.writeString(dir.resolve("evcc.yaml"), "site: {}\n");
    Path file = forEvcc("{always: evcc warnings == 0}");
    assertThat(run("test", file.toString())).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "evse-simulator test: "
                + file
                + " expects nothing but what only evcc can be asked: give its program with --evcc\n");
    forEvcc("{always: evcc warnings == 0}, {end: telegrams == 10}");
    assertThat(run("test", file.toString())).isZero();
    assertThat(out.toString()).contains("1 of 1 checks passed");
  }

  @Test
  void whatAnEarlierRunWroteIsGoneWhenThisOneCannotBeMade() throws IOException {
    Path json = Files.writeString(dir.resolve("part.json"), "of yesterday");
    Path junit = Files.writeString(dir.resolve("junit.xml"), "of yesterday");
    String file = scenario("wrong.yaml", "{end: telegrams = 10}");
    assertThat(run("test", file, "--json", json.toString(), "--junit", junit.toString()))
        .isEqualTo(2);
    assertThat(json).doesNotExist();
    assertThat(junit).doesNotExist();
    assertThat(run("test", file, "--html", file)).isEqualTo(2);
    assertThat(err.toString()).endsWith("cannot write " + file + ": it is to be read\n");
    assertThat(Path.of(file)).exists();
  }

  @Test
  void saysThatSeedsDoNotCountWhereTheControllerIsOutside() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("outside.yaml"),
            "{controller: {rule: external}, for: 1s, expect: [{always: power >= 0}]}");
    String rig = dir.resolve("rig").toString();
    assertThat(
            run(
                "test",
                file.toString(),
                "--seeds",
                "1-2",
                "--dir",
                rig,
                "--p1-port",
                "0",
                "--modbus-port",
                "0"))
        .isZero();
    assertThat(err.toString())
        .startsWith(
            "evse-simulator test: "
                + file
                + " runs once, without --seeds: its controller is a program outside");
    assertThat(out.toString()).contains("1 of 1 checks passed");
  }

  @Test
  void severalMachinesShareTheSeedsAndAReportJoinsThem() throws IOException {
    String file = scenario("shared.yaml", "{end: telegrams == 10}");
    Path[] parts = {dir.resolve("1.json"), dir.resolve("2.json")};
    for (int i = 0; i < parts.length; i++) {
      String part = i + 1 + "/2";
      assertThat(
              run("test", file, "--seeds", "1-5", "--shard", part, "--json", parts[i].toString()))
          .isZero();
    }
    assertThat(out.toString()).contains("3 of 3 seeds passed", "2 of 2 seeds passed");
    Path html = dir.resolve("report.html");
    assertThat(run("report", parts[0].toString(), parts[1].toString(), "--html", html.toString()))
        .isZero();
    assertThat(out.toString())
        .contains("  ok    at the end telegrams == 10: 5 of 5, each 10\n", "5 of 5 seeds passed");
    assertThat(html).content().contains("5 of 5 seeds passed.");
    assertThat(run("report", parts[0].toString())).isEqualTo(1);
    assertThat(err.toString()).contains("part 2/2 is missing");
    assertThat(run("report", file)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--unit, 999, '--unit must be 1 to 247, not 999'",
    "--unit, 0, '--unit must be 1 to 247, not 0'",
    "--fuse, NaN, '--fuse must be 1 to 1000 A, not NaN'",
    "--host, no-such-host.invalid, there is no host 'no-such-host.invalid': correct --host",
    "--fuse, -5, '--fuse must be 1 to 1000 A, not -5.0'",
  })
  void aControllersOptionsAreChecked(String option, String value, String problem) {
    assertThat(run("controller", option, value)).isEqualTo(2);
    assertThat(err)
        .hasToString("evse-simulator controller: " + problem + "; --help lists the options\n");
  }

  @Test
  void aControllerThatNeverReachedMeterOrModuleHasFailed() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String nobody = String.valueOf(closed.getLocalPort());
      closed.close();
      assertThat(run("controller", "--for", "1s", "--p1-port", nobody, "--modbus-port", nobody))
          .isEqualTo(1);
      assertThat(err.toString())
          .endsWith(
              "evse-simulator controller: nothing was controlled: no telegram of use came from"
                  + " 127.0.0.1:"
                  + nobody
                  + ", the modules did not answer\n");
    }
  }

  @Test
  void saysBeforeTheRunThatTheReportCannotBeWritten() throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    String where = dir.resolve("no/where.xml").toString();
    for (String option : new String[] {"--junit", "--record"}) {
      assertThat(run("test", file, option, where)).isEqualTo(2);
      assertThat(err.toString())
          .endsWith(
              "evse-simulator test: cannot write "
                  + where
                  + ": there is no folder to write into\n");
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void recordsOneScenarioOnly() throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, file, "--record", "x.csv")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "10s, 0, ''",
    "500ms, 2, '--record-every must be whole seconds, at least 1s, not 500ms'",
    "0, 2, '--record-every must be whole seconds, at least 1s, not 0s'",
    "ten, 2, --record-every"
  })
  void theRowsOfARecordingAreWholeSecondsApart(String every, int status, String said)
      throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    Path csv = dir.resolve("run.csv");
    assertThat(run("test", file, "--record", csv.toString(), "--record-every", every))
        .isEqualTo(status);
    assertThat(err.toString()).contains(said);
    if (status == 0) {
      assertThat(csv).content().hasLineCount(3);
    }
  }

  @Test
  void anIntervalWithoutARecordingIsAMistake() throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, "--record-every", "10s")).isEqualTo(2);
    assertThat(err).hasToString("evse-simulator test: --record-every needs --record FILE\n");
  }
}

package org.evsebridge.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command in a shell block of a page is run from the top of the project, beside a station
 * with free ports in the place of the usual ones. A command that has no row below fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SIMULATOR = "java -jar simulator/target/evse-simulator.jar";
  private static final String FREE_PORTS = " --p1-port 0 --modbus-port 0 --http-port 0 --dir %s";

  /** What is to be seen of the commands that begin so; the first row that fits counts. */
  private static final List<Row> ROWS =
      List.of(
          new Leave("mvn ", "it is what runs this test"),
          new Leave(".ci/run", "it is what runs this test"),
          new Leave(".ci/test ", "it runs Maven, which runs this test"),
          new Leave(".ci/generate", "it runs Maven, which runs this test"),
          new Leave(".ci/bench ", "a benchmark wants the machine for itself"),
          new Leave("evcc ", "evcc is not installed here"),
          new Leave(
              "sudo ", "it is for a Debian that boots: bridge/packaging/test tries it in one"),
          new Ends(".ci/judge", ""),
          new Ends(SIMULATOR + " test ", "checks passed"),
          new Ends(SIMULATOR + " replay ", "4 alike"),
          new GoesOn(SIMULATOR + " controller", "A"),
          new GoesOn(SIMULATOR, "(?m)^ready p1="),
          new ServesTheMeter("java -jar /opt/evse-bridge/evse-bridge.jar -c "),
          new ServesTheMeter("java -jar evse-bridge.jar -c "),
          new Ends("java -jar evse-bridge.jar check ", "conDSMR"),
          new GoesOn("nc ", "(?m)^![0-9A-F]{4}"),
          new Ends("mbpoll ", "\\[259\\]"),
          new GoesOn("curl -N ", ": connected"),
          new Ends("curl ", "^[\\[{]|^$"));

  /** How a command that begins so is tried. */
  private sealed interface Row {
    String begins();
  }

  /** It ends with status 0, having printed this. */
  private record Ends(String begins, String prints) implements Row {}

  /** It goes on; it is stopped when it has printed this. */
  private record GoesOn(String begins, String prints) implements Row {}

  /** It goes on and gives the bytes of the meter to a client. */
  private record ServesTheMeter(String begins) implements Row {}

  /** It is not run, for a reason. */
  private record Leave(String begins, String reason) implements Row {}

  @TempDir static Path folder;
  private Pty meter;
  private int bridgePort;
  private Process station;
  private Matcher ready;

  static List<Arguments> commands() throws IOException {
    List<Arguments> commands = new ArrayList<>();
    for (Path file : Documents.pages()) {
      String page = Documents.ROOT.relativize(file).toString();
      for (String block : Documents.blocks(page, "sh")) {
        block
            .replace("\\\n", "")
            .lines()
            .map(line -> line.replaceFirst("\\s+# .*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(command -> commands.add(Arguments.of(page, command)));
      }
    }
    return commands;
  }

  @BeforeAll
  void startAStation() throws Exception {
    meter = Pty.open();
    bridgePort = Sockets.freePort();
    Path dir = folder.resolve("station");
    Path out = folder.resolve("station.out");
    station = start(SIMULATOR + FREE_PORTS.formatted(dir), out);
    Pattern line = Pattern.compile("ready p1=.*:(\\d+) modbus=.*:(\\d+) dir=(.*) http=.*:(\\d+)");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              ready = line.matcher(Files.readString(out));
              return ready.find();
            });
  }

  @AfterAll
  void stopTheStation() throws Exception {
    stop(station);
    meter.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("commands")
  void doWhatThePageSays(String page, String command) throws Exception {
    Row row =
        ROWS.stream()
            .filter(r -> command.startsWith(r.begins()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("say here how this is tried: " + command));
    if (row instanceof Leave) {
      return;
    }
    Peers.program(command.split(" ")[0].replaceFirst("^\\.ci/.*", "bash"));
    Path out = folder.resolve("out");
    Process process = start(here(command), out);
    try {
      if (row instanceof Ends ends) {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).containsPattern(ends.prints());
      } else if (row instanceof GoesOn goesOn) {
        Pattern wanted = Pattern.compile(goesOn.prints());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(Files.readString(out)).containsPattern(wanted));
        assertThat(process.isAlive()).as("it goes on: " + command).isTrue();
      } else {
        requireServed();
      }
    } finally {
      stop(process);
    }
  }

  private void requireServed() throws IOException {
    Sockets.awaitListener(bridgePort);
    try (TcpClient client = TcpClient.dial(bridgePort)) {
      await().atMost(PATIENCE).until(meter::isOpen);
      meter.write("/SIM5".getBytes(US_ASCII));
      assertThat(client.read(5)).isEqualTo("/SIM5");
    }
  }

  /** The command with this machine's ports, folders and devices in the place of the usual ones. */
  private String here(String command) throws IOException {
    String here =
        command
            .replace("127.0.0.1 2000", "127.0.0.1 " + ready.group(1))
            .replace("-p 1502", "-p " + ready.group(2))
            .replace("/tmp/evse-rig", ready.group(3))
            .replace("trace.txt", "simulator/recordings/real-module.txt")
            .replace("localhost:8080", "localhost:" + ready.group(4))
            .replace("/opt/evse-bridge/evse-bridge.jar", "evse-bridge.jar")
            .replace("evse-bridge.jar", "bridge/target/evse-bridge.jar")
            .replace("/etc/ser2net.yaml", ser2netFile().toString())
            .replace("curl ", "curl --fail-with-body --silent --show-error ");
    if (command.equals(SIMULATOR)) {
      return here + FREE_PORTS.formatted(folder.resolve("another"));
    }
    if (command.equals(SIMULATOR + " controller")) {
      return here + " --p1-port " + ready.group(1) + " --modbus-port " + ready.group(2);
    }
    return here;
  }

  /** The example for a Pi, with a pseudo-terminal for its meter and any free port. */
  private Path ser2netFile() throws IOException {
    String example = Documents.text("ser2net-examples/p1-meter.yaml");
    return Files.writeString(
        folder.resolve("ser2net.yaml"),
        example.replace("/dev/ttyUSB0", meter.path()).replace("tcp,2000", "tcp," + bridgePort));
  }

  private static Process start(String command, Path out) throws IOException {
    return new ProcessBuilder("bash", "-c", "exec " + command)
        .directory(Documents.ROOT.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}

package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as systemd runs it: what the service manager and the journal get from it. */
class ServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Prints each datagram on a line; the first says that the socket is there. */
  private static final String MANAGER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace('@', chr(0), 1))
      print('listening', flush=True)
      while True:
          print(s.recv(4096).decode().replace(chr(10), ' '), flush=True)
      """;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("bridge.yaml"), "# nothing yet\n");
  }

  @AfterEach
  void kill() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String output, ProcessBuilder builder) throws IOException {
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve(output).toFile()).start();
    started.add(process);
    return process;
  }

  private ProcessBuilder bridge(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-c",
                file.toString()));
    words.addAll(List.of(options));
    return new ProcessBuilder(Programs.java(words));
  }

  private String text(String output) {
    try {
      return Files.readString(folder.resolve(output));
    } catch (IOException e) {
      return "";
    }
  }

  private void awaitText(String output, String text) {
    await(text).atMost(PATIENCE).untilAsserted(() -> assertThat(text(output)).contains(text));
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  private void serve(int port, Pty device) throws IOException {
    Files.writeString(
        file, "p1:\n- {port: %d, host: 127.0.0.1, device: %s}\n".formatted(port, device.path()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@evse-bridge-test-"})
  void theServiceManagerIsToldOfStartLifeReloadAndEnd(String abstractName) throws Exception {
    String socket =
        abstractName.isEmpty()
            ? folder.resolve("notify").toString()
            : abstractName + ProcessHandle.current().pid();
    start("told", new ProcessBuilder(Peers.python("socket"), "-c", MANAGER, socket));
    awaitText("told", "listening");
    try (Pty device = Pty.open()) {
      serve(Sockets.freePort(), device);
      ProcessBuilder builder = bridge("-n");
      builder.environment().put("NOTIFY_SOCKET", socket);
      builder.environment().put("WATCHDOG_USEC", "200000");
      Process bridge = start("out", builder);
      awaitText("told", "READY=1 STATUS=serving");
      awaitText("told", "WATCHDOG=1\nWATCHDOG=1\nWATCHDOG=1");
      signal(bridge, "HUP");
      awaitText("told", "RELOADING=1 MONOTONIC_USEC=");
      await()
          .atMost(PATIENCE)
          .until(() -> text("told").matches("(?s).*RELOADING.*READY=1 STATUS=serving.*"));
      signal(bridge, "TERM");
      assertThat(bridge.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      awaitText("told", "STOPPING=1");
    }
  }

  @Test
  void aServiceWithNothingToServeIdlesSaysOnceWhatToDoAndServesAfterAReload() throws Exception {
    Process bridge = start("out", bridge("--idle"));
    awaitText("out", "nothing to serve yet");
    assertThat(text("out").lines())
        .singleElement()
        .asString()
        .contains(file.toString(), "discover --write", "systemctl reload evse-bridge");
    int port = Sockets.freePort();
    try (Pty device = Pty.open()) {
      serve(port, device);
      signal(bridge, "HUP");
      Sockets.awaitListener(port);
      Files.writeString(file, ""); // as it is while an editor writes it
      signal(bridge, "HUP");
      awaitText("out", "goes on with the old one");
      Sockets.awaitListener(port);
    }
  }

  @Test
  void withoutThatOptionNothingToServeIsBadUsage() throws Exception {
    Process bridge = start("out", bridge());
    assertThat(bridge.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(bridge.exitValue()).isEqualTo(2);
  }

  @Test
  void linesForTheJournalHaveAPriorityAndNoTime() throws Exception {
    Path out = Files.createFile(folder.resolve("out"));
    Files.writeString(file, "p1:\n- {port: 0, host: 127.0.0.1, device: /none/tty}\n");
    ProcessBuilder builder = bridge();
    String journal =
        Files.getAttribute(out, "unix:dev") + ":" + Files.getAttribute(out, "unix:ino");
    builder.environment().put("JOURNAL_STREAM", journal);
    start("out", builder);
    awaitText("out", "<4>p1 on port 0: /none/tty is not there");
    assertThat(text("out").lines()).allMatch(line -> line.matches("<[346]>\\D.*"));
  }

  @Test
  void aJournalThatStandardErrorDoesNotGoToGetsNothing() throws Exception {
    Files.writeString(file, "p1: nonsense\n");
    ProcessBuilder builder = bridge();
    builder.environment().put("JOURNAL_STREAM", "1:1");
    Process bridge = start("out", builder);
    assertThat(bridge.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(text("out")).startsWith(file.toString());
  }

  @Test
  void aFaultyFileIsAnErrorInTheJournal() throws Exception {
    Path out = Files.createFile(folder.resolve("out"));
    Files.writeString(file, "p1: nonsense\n");
    ProcessBuilder builder = bridge();
    String journal =
        Files.getAttribute(out, "unix:dev") + ":" + Files.getAttribute(out, "unix:ino");
    builder.environment().put("JOURNAL_STREAM", journal);
    Process bridge = start("out", builder);
    assertThat(bridge.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(text("out")).startsWith("<3>" + file);
  }
}

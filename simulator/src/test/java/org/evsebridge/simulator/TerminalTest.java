package org.evsebridge.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator on a terminal of its own. */
class TerminalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ICANON = 02;

  @TempDir Path folder;
  private Pty terminal;
  private Process program;
  private final StringBuilder shown = new StringBuilder();

  @BeforeEach
  void start() throws IOException {
    terminal = Pty.open();
    Process size =
        run(List.of(Peers.program("stty"), "-F", terminal.path(), "rows", "24", "columns", "40"));
    await().atMost(PATIENCE).until(() -> !size.isAlive());
    program =
        run(
            List.of(
                Peers.program("setsid"),
                "--ctty",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--no-bridge",
                "--http-port",
                "0",
                "--dir",
                folder.resolve("rig").toString()));
  }

  private Process run(List<String> words) throws IOException {
    return new ProcessBuilder(words)
        .redirectInput(new File(terminal.path()))
        .redirectOutput(new File(terminal.path()))
        .redirectErrorStream(true)
        .start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    program.destroy();
    program.waitFor();
    terminal.close();
  }

  private String shown() {
    shown.append(new String(terminal.read(Duration.ofMillis(100)), UTF_8));
    return shown.toString();
  }

  private void press(String keys) {
    terminal.write(keys.getBytes(UTF_8));
  }

  private boolean takesSingleKeys() {
    return (Integer.parseInt(terminal.line().local(), 8) & ICANON) == 0;
  }

  @Test
  void theStatusLineFitsTheTerminal() {
    await().atMost(PATIENCE).until(() -> shown().contains("grid") || shown().contains("…"));
    String[] lines = shown().split("\r\u001b\\[K");
    assertThat(lines).hasSizeGreaterThan(1);
    for (int i = 1; i < lines.length; i++) {
      assertThat(lines[i].lines().findFirst().orElse("").length()).isLessThan(40);
    }
  }

  @Test
  void aLineOfTheLogTakesThePlaceOfTheStatusLine() throws IOException {
    await().atMost(PATIENCE).until(() -> shown().contains("keys:"));
    String port = folder.resolve("rig/ttyP1").toString();
    Process user =
        new ProcessBuilder("sh", "-c", "stty 9600; exec tail -f -")
            .redirectInput(new File(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      await().atMost(PATIENCE).until(() -> shown().contains(" WARN "));
      assertThat(shown()).containsPattern("\r\u001b\\[K\\d\\d:\\d\\d:\\d\\d\\.\\d+ WARN ");
    } finally {
      user.destroy();
    }
  }

  @Test
  void keysWorkAfterTheShellHadTheTerminalForAWhile() throws IOException {
    await().atMost(PATIENCE).until(() -> shown().contains("keys:") && takesSingleKeys());
    Process shell = run(List.of(Peers.program("stty"), "-F", terminal.path(), "icanon", "echo"));
    await().atMost(PATIENCE).until(() -> !shell.isAlive() && !takesSingleKeys());

    LibC.kill((int) program.pid(), 18); // SIGCONT, as fg sends it
    await().atMost(PATIENCE).until(this::takesSingleKeys);
    press("b");
    await().atMost(PATIENCE).until(() -> shown().contains("button pressed"));
  }
}

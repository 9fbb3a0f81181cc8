package org.evsebridge.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.simulator.terminal.Screen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator on a terminal of its own. */
class TerminalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ICANON = 02;
  private static final String CTRL_Z = "\u001a";
  private static final String PROMPT = "shell> ";

  @TempDir Path folder;
  private final Pty terminal = Pty.open();
  private final Screen screen = new Screen(40, 24);
  private Process program;

  private void size(int columns) throws IOException {
    Process size = stty("rows", "24", "columns", String.valueOf(columns));
    await().atMost(PATIENCE).until(() -> !size.isAlive());
    screen.widen(columns);
  }

  private Process stty(String... settings) throws IOException {
    List<String> words = new ArrayList<>(List.of(Peers.program("stty"), "-F", terminal.path()));
    words.addAll(List.of(settings));
    return run(words);
  }

  private List<String> simulator() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "--no-bridge",
        "--http-port",
        "0",
        "--dir",
        folder.resolve("rig").toString());
  }

  private void start(String... more) throws IOException {
    size(40);
    List<String> words = new ArrayList<>(List.of(Peers.program("setsid"), "--ctty"));
    words.addAll(simulator());
    words.addAll(List.of(more));
    program = run(words);
  }

  /** A shell with job control, and a short command for the simulator. */
  private void startShell() throws IOException {
    size(40);
    Path command = folder.resolve("rig.sh");
    Files.writeString(command, "#!/bin/sh\nexec " + String.join(" ", simulator()) + "\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    program =
        run(
            List.of(
                Peers.program("setsid"),
                "--ctty",
                Peers.program("bash"),
                "--norc",
                "--noediting",
                "-i"));
    type("PS1='" + PROMPT + "'");
    seen(PROMPT);
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
    program.descendants().forEach(ProcessHandle::destroyForcibly);
    program.destroyForcibly();
    program.waitFor();
    terminal.close();
  }

  private String shown() {
    screen.feed(new String(terminal.read(Duration.ofMillis(100)), UTF_8));
    return screen.text();
  }

  private void seen(String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains(text));
  }

  /** Whether the last rows are those of the rig's status, whole and once. */
  private boolean showsStatusOnce() {
    String text = shown();
    int keys = text.indexOf("q quit");
    return keys >= 0 && keys == text.lastIndexOf("q quit") && text.endsWith("q quit");
  }

  private void press(String keys) {
    terminal.write(keys.getBytes(UTF_8));
  }

  private void type(String line) {
    press(line + "\n");
  }

  private boolean takesSingleKeys() {
    return (Integer.parseInt(terminal.line().local(), 8) & ICANON) == 0;
  }

  @Test
  void theStatusFitsTheTerminalWhateverItsWidthBecomes() throws IOException {
    Path rig = folder.resolve("rig.yaml");
    Files.writeString(rig, "chargers: [{name: station, unit: 2, car: {after: never}}]");
    start("-c", rig.toString());
    await().atMost(PATIENCE).until(this::showsStatusOnce);
    assertThat(screen.rows()).contains("p plug in, b button  o oven on  q quit");
    size(132);
    seen("p plug in the car, b press its button  o switch oven on  q quit");
    assertThat(showsStatusOnce()).isTrue();
    size(50);
    seen("L1 1/25 L2 1/25 L3 1/25 A fuse 0 %");
    assertThat(showsStatusOnce()).as(screen.text()).isTrue();
    press("q");
    await().atMost(PATIENCE).until(() -> !program.isAlive());
    assertThat(program.exitValue()).isZero();
    assertThat(shown()).as("the place is free for the shell").doesNotContain("q quit");
    assertThat(takesSingleKeys()).isFalse();
  }

  @Test
  void aLineOfTheLogStandsAboveTheStatus() throws IOException {
    start();
    await().atMost(PATIENCE).until(this::showsStatusOnce);
    String port = folder.resolve("rig/ttyP1").toString();
    Process user =
        new ProcessBuilder("sh", "-c", "stty 9600; exec tail -f -")
            .redirectInput(new File(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      seen(" WARN ");
      await().atMost(PATIENCE).until(this::showsStatusOnce);
      assertThat(screen.rows())
          .anySatisfy(row -> assertThat(row).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d+ WARN .*"));
    } finally {
      user.destroy();
    }
  }

  @Test
  void ctrlZGivesTheShellItsTerminalAndFgBringsTheKeysBack() throws IOException {
    startShell();
    type(folder.resolve("rig.sh").toString());
    seen("q quit");
    await().atMost(PATIENCE).until(this::takesSingleKeys);

    press(CTRL_Z);
    seen("Stopped");
    assertThat(takesSingleKeys()).isFalse();
    assertThat(shown()).doesNotContain("q quit");
    type("echo $((41 + 1)) is read");
    seen("42 is read");

    type("fg");
    seen("q quit");
    press("b");
    seen("button pressed");
    assertThat(screen.text()).contains("42 is read").contains(PROMPT + "fg");
    press("q");
    await().atMost(PATIENCE).until(() -> !takesSingleKeys());
    type("echo ended $((6 * 7))");
    seen("ended 42");
  }

  @Test
  void inTheBackgroundItRunsOnAndLeavesTheTerminalAlone() throws IOException {
    startShell();
    type(folder.resolve("rig.sh") + " &");
    seen("ready dir=");
    type("echo $((41 + 1)) is read");
    seen("42 is read");
    type("jobs");
    seen("Running");
    assertThat(takesSingleKeys()).isFalse();
    assertThat(shown()).doesNotContain("q quit", "Stopped");

    type("fg");
    seen("q quit");
    press("b");
    seen("button pressed");
    press(CTRL_Z);
    seen("Stopped");
    type("bg");
    type("kill %1; wait %1; echo status $?");
    seen("status 0");
  }

  @Test
  void withoutAShellCtrlZDoesNothing() throws IOException {
    start();
    seen("q quit");
    await().atMost(PATIENCE).until(this::takesSingleKeys);
    press(CTRL_Z + "b");
    seen("button pressed");
  }

  @Test
  void keysWorkAfterTheShellHadTheTerminalForAWhile() throws IOException {
    start();
    seen("q quit");
    await().atMost(PATIENCE).until(this::takesSingleKeys);
    Process shell = stty("icanon", "echo");
    await().atMost(PATIENCE).until(() -> !shell.isAlive() && !takesSingleKeys());

    LibC.kill((int) program.pid(), 18); // SIGCONT, as fg sends it
    await().atMost(PATIENCE).until(this::takesSingleKeys);
    press("b");
    seen("button pressed");
  }
}

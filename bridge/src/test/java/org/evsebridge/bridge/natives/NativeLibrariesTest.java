package org.evsebridge.bridge.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evsebridge.bridge.Main;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a temporary folder that others have prepared, or that is of no use. */
class NativeLibrariesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NO_HOME = "-Duser.home=/nonexistent";

  @TempDir Path folder;
  private Path temporary;
  private Process program;

  @BeforeEach
  void make() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void kill() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
  }

  private List<String> java(String... options) {
    List<String> words = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return Programs.java(words);
  }

  private void start(List<String> command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(arguments));
    program =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private void expectServed(String... javaOptions) throws Exception {
    int port = Sockets.freePort();
    try (Pty device = Pty.open()) {
      start(
          java(javaOptions),
          "-Y",
          "connection: &c#  accepter: tcp,127.0.0.1,%d#  connector: serialdev,%s"
              .formatted(port, device.path()));
      Sockets.awaitListener(port);
      try (TcpClient client = TcpClient.dial(port)) {
        client.send("?");
        await().atMost(PATIENCE).until(() -> device.read(Duration.ofMillis(50)).length == 1);
      }
    }
  }

  private void expectRefused(String reason, List<String> command) throws Exception {
    int port = Sockets.freePort();
    start(
        command,
        "-n",
        "-Y",
        "connection: &c#  accepter: tcp,127.0.0.1,%d#  connector: serialdev,/dev/ttyUSB0,local"
            .formatted(port));
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(out().lines()).singleElement().asString().contains(reason, "java.io.tmpdir");
    assertThat(program.exitValue()).isEqualTo(1);
  }

  private List<String> nativeCode() throws IOException {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/" + program.pid() + "/maps"))) {
      return mapped
          .filter(line -> line.contains(folder.toString()))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .toList();
    }
  }

  private static void plant(String resource, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in =
        NativeLibrariesTest.class.getClassLoader().getResourceAsStream(resource)) {
      Files.copy(in, file);
    }
  }

  @Test
  void aLibraryThatSomebodyPlantedIsNotLoaded() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    String library = NativeCode.of(System.getProperty("os.arch")).orElseThrow().serial();
    for (Path place : List.of(temporary.resolve("jSerialComm"), home.resolve(".jSerialComm"))) {
      plant(library, place.resolve("2.11.4/libjSerialComm.so"));
      plant(library, place.resolve("libjSerialComm.so"));
    }
    expectServed("-Duser.home=" + home);
    assertThat(nativeCode())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(file -> file.contains("/tmp/.evse-natives-") && file.endsWith(" (deleted)"));
  }

  @Test
  void aLinkThatSomebodyPlantedRemovesNothingOfOurs() throws Exception {
    Path ours = Files.createFile(Files.createDirectory(folder.resolve("ours")).resolve("keep"));
    Files.createDirectory(temporary.resolve("jSerialComm"));
    Files.createSymbolicLink(temporary.resolve("jSerialComm/old"), ours.getParent());
    expectServed();
    program.destroy();
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(ours).exists();
  }

  @Test
  void nothingIsLeftInTheTemporaryFolderEvenWhenTheProgramIsKilled() throws Exception {
    expectServed(NO_HOME);
    program.destroyForcibly().waitFor();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aTemporaryFolderInWhichAnybodyMayRenameIsRefusedAndTheHomeTaken() throws Exception {
    Files.setAttribute(temporary, "unix:mode", 0777);
    Path home = Files.createDirectory(folder.resolve("home"));
    expectServed("-Duser.home=" + home);
    assertThat(nativeCode()).allMatch(file -> file.contains("/home/.evse-natives-"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whereNoFolderIsSafeTheProgramEndsWithOneSentence() throws Exception {
    Files.setAttribute(temporary, "unix:mode", 0777);
    expectRefused("may be written by others", java(NO_HOME));
  }

  @Test
  void whereTheTemporaryFolderIsMountedNoexecAndThereIsNoHomeTheProgramEndsWithOneSentence()
      throws Exception {
    String mount = "mount -t tmpfs -o noexec tmpfs " + temporary;
    List<String> inside =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", mount + " && exec \"$@\"", "sh"));
    List<String> trial = new ArrayList<>(inside);
    trial.add("true");
    start(trial);
    assumeTrue(program.waitFor() == 0, "skipped: only root may mount");
    inside.addAll(java(NO_HOME));
    expectRefused("noexec", inside);
  }

  @Test
  void anInstalledLibraryThatOthersCanWriteIsRefused() throws Exception {
    Path root = Files.createDirectory(folder.resolve("natives"));
    NativeCode code = NativeCode.of(System.getProperty("os.arch")).orElseThrow();
    plant(code.serial(), root.resolve(code.serial()));
    plant(code.calls(), root.resolve(code.calls()));
    Files.setAttribute(root.resolve(code.calls()), "unix:mode", 0666);
    start(
        java("-Devse.natives=" + root),
        "-n",
        "-Y",
        "connection: &c#  accepter: tcp,0#  connector: serialdev,/dev/ttyUSB0,local");
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(out().lines())
        .singleElement()
        .asString()
        .containsAnyOf("may be written by others", "belongs to user")
        .contains("install the package again");
    assertThat(program.exitValue()).isEqualTo(1);
  }
}

package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.ser2net.OldFile;
import org.evsebridge.bridge.config.ser2net.Ser2netConfig;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;

/** A ser2net.yaml being served by one side or the other. */
final class Served {
  private static final long PATIENCE_SECONDS = 10;

  private final Path folder;
  private final Program program;

  /** What runs. */
  private interface Program {
    /** The file has changed: as SIGHUP does it. */
    void readAgain() throws Exception;

    void stop() throws Exception;
  }

  private Served(Path folder, Program program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * Serves a configuration.
   *
   * @param locks whether devices are locked for other programs
   * @param ports those the configuration listens on; they are listened on when this returns
   */
  static Served by(Side side, String yaml, boolean locks, int... ports) throws Exception {
    return by(side, "ser2net.yaml", yaml, locks, ports);
  }

  /** As above, for a ser2net.conf of old. */
  static Served byOldFile(Side side, String text, int... ports) throws Exception {
    return by(side, "ser2net.conf", text, false, ports);
  }

  private static Served by(Side side, String name, String text, boolean locks, int... ports)
      throws Exception {
    Path folder = Files.createTempDirectory("ser2net");
    Path file = Files.writeString(folder.resolve(name), text);
    Served served =
        new Served(folder, side == Side.REAL ? real(file, folder, locks) : ours(file, locks));
    try {
      for (int port : ports) {
        Sockets.awaitListener(port);
      }
    } catch (RuntimeException e) {
      served.stop();
      throw e;
    }
    return served;
  }

  private static Program ours(Path file, boolean locks) throws ConfigException, IOException {
    Problems problems = new Problems();
    Ser2netConfig config = read(file, problems);
    assertThat(problems.all()).isEmpty();
    Loops loops = new Loops();
    Ser2net ser2net =
        Ser2net.start(config.connections(), config.rotators(), loops, new SharedDevices(), locks);
    return new Program() {
      @Override
      public void readAgain() throws ConfigException {
        Ser2netConfig changed = Ser2netReader.read(file, new Problems());
        ser2net.serve(changed.connections(), changed.rotators());
      }

      @Override
      public void stop() {
        ser2net.close();
        loops.close();
      }
    };
  }

  private static Ser2netConfig read(Path file, Problems problems)
      throws ConfigException, IOException {
    return file.toString().endsWith(".conf")
        ? Ser2netReader.of(
            List.of(OldFile.read("ser2net.conf", Files.readString(file), List.of(), problems)),
            problems)
        : Ser2netReader.read(file, problems);
  }

  private static Program real(Path file, Path folder, boolean locks) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.program("ser2net"),
                "-d",
                "-P",
                folder.resolve("pid").toString(),
                "-c",
                file.toString()));
    if (!locks) {
      command.add("-u");
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return new Program() {
      @Override
      public void readAgain() throws Exception {
        new ProcessBuilder("kill", "-HUP", "" + process.pid()).start().waitFor();
      }

      @Override
      public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor(); // 4.3.11 does not always hear SIGTERM
        }
      }
    };
  }

  /** Puts another configuration in the place of the first and has it read. */
  void change(String yaml) throws Exception {
    Files.writeString(folder.resolve("ser2net.yaml"), yaml);
    program.readAgain();
  }

  void stop() throws Exception {
    program.stop();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

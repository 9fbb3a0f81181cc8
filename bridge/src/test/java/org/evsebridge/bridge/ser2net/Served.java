package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.ConfigException;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.config.Ser2netConfig;
import org.evsebridge.bridge.config.Ser2netReader;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.testing.Peers;

/** A ser2net.yaml being served by one side or the other. */
final class Served {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  // States of /proc/net/tcp.
  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";
  private static final String LISTEN = "0A";

  private final Path folder;
  private final Program program;

  /** What runs. */
  private interface Program {
    void stop() throws Exception;
  }

  private Served(Path folder, Program program) {
    this.folder = folder;
    this.program = program;
  }

  /**
   * Serves a configuration.
   *
   * @param ports those the configuration listens on; they are listened on when this returns
   */
  static Served by(Side side, String yaml, int... ports) throws Exception {
    Path folder = Files.createTempDirectory("ser2net");
    Path file = Files.writeString(folder.resolve("ser2net.yaml"), yaml);
    Served served = new Served(folder, side == Side.REAL ? real(file, folder) : ours(file));
    for (int port : ports) {
      await("somebody listens on " + port).atMost(PATIENCE).until(() -> listens(port));
    }
    return served;
  }

  private static Program ours(Path file) throws ConfigException {
    Problems problems = new Problems();
    Ser2netConfig config = Ser2netReader.read(file, problems);
    assertThat(problems.all()).isEmpty();
    Loops loops = new Loops();
    List<Ser2netServer> servers =
        config.connections().stream()
            .map(connection -> Ser2netServer.start(connection, loops))
            .toList();
    return () -> {
      servers.forEach(Ser2netServer::close);
      loops.close();
    };
  }

  private static Program real(Path file, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Peers.program("ser2net"),
                "-d",
                "-u",
                "-P",
                folder.resolve("pid").toString(),
                "-c",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return () -> {
      process.destroy();
      process.waitFor();
    };
  }

  /** A port of this machine that nobody has. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Asks the system instead of dialling, which would take one of the connection's places. */
  private static boolean listens(int port) {
    return sockets().anyMatch(s -> s.local() == port && s.state().equals(LISTEN));
  }

  /** Returns once the program has closed its end of a client's connection. */
  static void awaitHungUp(int clientsPort) {
    await("the program hangs up").atMost(PATIENCE).until(() -> isHungUp(clientsPort));
  }

  /** Whether the program has closed its end of a client's connection. */
  static boolean isHungUp(int clientsPort) {
    return sockets()
        .filter(s -> s.remote() == clientsPort)
        .noneMatch(s -> s.state().equals(ESTABLISHED) || s.state().equals(CLOSE_WAIT));
  }

  private record SocketLine(int local, int remote, String state) {}

  private static Stream<SocketLine> sockets() {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .flatMap(file -> lines(file).skip(1))
        .map(line -> line.trim().split("\\s+"))
        .map(fields -> new SocketLine(port(fields[1]), port(fields[2]), fields[3]));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
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

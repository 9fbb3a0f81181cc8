package org.evsebridge.bridge.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What the system tells about TCP sockets, without dialling, which would take a place. */
public final class Sockets {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // States of /proc/net/tcp.
  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";
  private static final String LISTEN = "0A";

  private static final String KEEP_ALIVE_TIMER = "02:";

  private Sockets() {}

  /** A port of this machine that nobody has. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Skips a test on a machine without IPv6. */
  public static void assumeIpv6() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      assumeTrue(any.isBound());
    } catch (IOException e) {
      assumeTrue(false, "skipped: this machine has no IPv6");
    }
  }

  /** Returns once somebody listens on a port. */
  public static void awaitListener(int port) {
    await("somebody listens on " + port)
        .atMost(PATIENCE)
        .until(() -> all().anyMatch(s -> s.local() == port && s.state().equals(LISTEN)));
  }

  /** Whether the program under test has closed its end of a client's connection. */
  public static boolean isHungUp(int clientsPort) {
    return all()
        .filter(s -> s.remote() == clientsPort)
        .noneMatch(s -> s.state().equals(ESTABLISHED) || s.state().equals(CLOSE_WAIT));
  }

  /** When the program under test asks a silent client whether it is still there; empty if never. */
  public static Optional<Duration> untilKeepAlive(int clientsPort) {
    return all()
        .filter(s -> s.remote() == clientsPort && s.timer().startsWith(KEEP_ALIVE_TIMER))
        .map(s -> Duration.ofMillis(10 * Long.parseLong(s.timer().substring(3), 16)))
        .findFirst();
  }

  /**
   * A socket.
   *
   * @param timer which one, and in how many hundredths of a second it ends, in hexadecimal
   */
  private record SocketLine(int local, int remote, String state, String timer) {}

  private static Stream<SocketLine> all() {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .flatMap(file -> lines(file).skip(1))
        .map(line -> line.trim().split("\\s+"))
        .map(fields -> new SocketLine(port(fields[1]), port(fields[2]), fields[3], fields[5]));
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
}

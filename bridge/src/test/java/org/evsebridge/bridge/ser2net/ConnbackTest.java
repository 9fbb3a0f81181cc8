package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.testing.Certificates;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that are dialled once the device says something: on both sides the same. */
class ConnbackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Bench bench;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void plugIn() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    bench.stop();
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listener.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    open.add(listener);
    return listener;
  }

  private Socket accept(ServerSocket listener) throws IOException {
    Socket dialled = listener.accept();
    dialled.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    open.add(dialled);
    return dialled;
  }

  private static String heard(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), ISO_8859_1);
  }

  private static String option(ServerSocket... listeners) {
    List<String> stacks = new ArrayList<>();
    for (ServerSocket listener : listeners) {
      stacks.add("tcp,127.0.0.1," + listener.getLocalPort());
    }
    return "connback: '" + String.join(";", stacks) + "'";
  }

  /** What comes before the device is open is lost; it says this once it is. */
  private void awaitOpen() {
    assertThat(bench.atDevice(4)).isEqualTo("OPEN");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientIsDialledWheneverTheDeviceSpeaksAndItIsNotThere(Side side) throws Exception {
    ServerSocket listener = listen(0);
    bench.serve(side, option(listener), "openstr: OPEN", "banner: 'hi \\I|'");
    awaitOpen(); // with nobody connected
    bench.deviceSays("first");
    Socket dialled = accept(listener);
    String banner = "hi ipv4,127.0.0.1," + listener.getLocalPort() + "|";
    assertThat(heard(dialled, banner.length() + 5)).isEqualTo(banner + "first");
    dialled.getOutputStream().write("back".getBytes(ISO_8859_1));
    assertThat(bench.atDevice(4)).isEqualTo("back");
    bench.deviceSays("second");
    assertThat(heard(dialled, 6)).isEqualTo("second");
    try (TcpClient noPlace = TcpClient.dial(bench.port())) {
      assertThat(noPlace.readToEnd()).isEqualTo("Port already in use\r\n");
    }
    dialled.close();
    await().atMost(PATIENCE).until(() -> Sockets.isHungUp(listener.getLocalPort()));

    bench.deviceSays("third");
    assertThat(heard(accept(listener), banner.length() + 5)).isEqualTo(banner + "third");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void nobodyHearsAnythingBeforeAllThatAreDialledAreThere(Side side) throws Exception {
    ServerSocket one = listen(0);
    ServerSocket two = listen(0);
    int port = two.getLocalPort();
    String option = option(one, two);
    two.close();
    bench.serve(side, option, "openstr: OPEN", "max-connections: 3", "accepter-retry-time: 1");
    awaitOpen();
    try (TcpClient comer = bench.connected()) {
      bench.deviceSays("first");
      Socket dialled = accept(one);
      dialled.getOutputStream().write("to the device".getBytes(ISO_8859_1));
      assertThat(bench.atDevice(13)).isEqualTo("to the device");
      assertThat(comer.available() + dialled.getInputStream().available()).isZero();

      Socket late = accept(listen(port));
      for (Socket each : List.of(dialled, late)) {
        assertThat(heard(each, 5)).isEqualTo("first");
      }
      assertThat(comer.read(5)).isEqualTo("first");
      try (TcpClient noPlace = TcpClient.dial(bench.port())) {
        assertThat(noPlace.readToEnd()).isEqualTo("Port already in use\r\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withTelnetThisSideIsTheServer(Side side) throws Exception {
    ServerSocket listener = listen(0);
    bench.serveStack(
        side,
        "telnet(rfc2217),tcp,127.0.0.1," + bench.port(),
        "",
        "connback: 'telnet(rfc2217),tcp,127.0.0.1," + listener.getLocalPort() + "'",
        "openstr: OPEN");
    awaitOpen();
    bench.deviceSays("\u00ff");
    assertThat(heard(accept(listener), 23))
        .isEqualTo(
            "\u00ff\u00fb\3\u00ff\u00fd\3\u00ff\u00fb\1\u00ff\u00fe\1\u00ff\u00fd\0\u00ff\u00fb\0"
                + "\u00ff\u00fd,\u00ff\u00ff");
  }

  private Process tlsServer(int port, String name) throws Exception {
    Process server =
        new ProcessBuilder(
                Peers.program("openssl"),
                "s_server",
                "-quiet",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                folder.resolve(name + ".crt").toString(),
                "-key",
                folder.resolve(name + ".key").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    open.add(() -> server.destroyForcibly().waitFor());
    Sockets.awaitListener(port);
    return server;
  }

  /** Its accepter's own certificate is never used here. */
  private void serveThroughTls(Side side, String authority, int port) throws Exception {
    Certificates.selfSigned(folder, "own");
    bench.serveStack(
        side,
        "ssl(key=DIR/own.key,cert=DIR/own.crt),tcp,127.0.0.1,".replace("DIR", folder.toString())
            + bench.port(),
        "",
        "connback: 'ssl(CA=%s/%s,cert=),tcp,127.0.0.1,%d'".formatted(folder, authority, port),
        "openstr: OPEN",
        "accepter-retry-time: 1");
    awaitOpen();
    bench.deviceSays("first");
  }

  private static String heard(Process server, int count) throws IOException {
    return new String(server.getInputStream().readNBytes(count), ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withTlsThisSideIsTheClient(Side side) throws Exception {
    int port = Sockets.freePort();
    Certificates.selfSigned(folder, "server");
    Process server = tlsServer(port, "server");
    serveThroughTls(side, "server.crt", port);
    assertThat(heard(server, 5)).isEqualTo("first");
    server.getOutputStream().write("back".getBytes(ISO_8859_1));
    server.getOutputStream().flush();
    assertThat(bench.atDevice(4)).isEqualTo("back");
  }

  @Test
  void oneThatIsNotTrustedHearsNothingAndIsTriedAgain() throws Exception {
    int port = Sockets.freePort();
    Certificates.selfSigned(folder, "friend");
    Certificates.selfSigned(folder, "stranger");
    Process stranger = tlsServer(port, "stranger");
    try (LogLines log = LogLines.of(Connbacks.class)) {
      serveThroughTls(Side.OURS, "friend.crt", port);
      await().atMost(PATIENCE).until(() -> !log.with("WARN").isEmpty());
      stranger.toHandle().destroy(); // what it has written can still be read
      assertThat(stranger.getInputStream().readAllBytes()).isEmpty();
      assertThat(heard(tlsServer(port, "friend"), 5)).isEqualTo("first");
      assertThat(log.with("WARN"))
          .singleElement()
          .asString()
          .contains("cannot be reached: its certificate is not signed by the one in CA");
    }
  }

  @Test
  void aCertificateThatCannotBeUsedIsToldAndReadAgain() throws Exception {
    int port = Sockets.freePort();
    Certificates.selfSigned(folder, "server");
    Process server = tlsServer(port, "server");
    Files.writeString(folder.resolve("ca.crt"), "not yet");
    try (LogLines log = LogLines.of(Connbacks.class)) {
      serveThroughTls(Side.OURS, "ca.crt", port);
      await().atMost(PATIENCE).until(() -> !log.with("certificate cannot be used").isEmpty());
      Files.copy(
          folder.resolve("server.crt"),
          folder.resolve("ca.crt"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(heard(server, 5)).isEqualTo("first");
      assertThat(log.with("WARN")).hasSize(1);
      assertThat(log.with("can be reached now")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientThatWasDialledIsNotKicked(Side side) throws Exception {
    ServerSocket listener = listen(0);
    bench.serve(side, option(listener), "openstr: OPEN", "max-connections: 2", "kickolduser: true");
    awaitOpen();
    bench.deviceSays("first");
    Socket dialled = accept(listener);
    assertThat(heard(dialled, 5)).isEqualTo("first");
    try (TcpClient kicked = bench.connected();
        TcpClient kicker = TcpClient.dial(bench.port())) {
      assertThat(kicked.readToEnd()).isEmpty();
      kicker.send("!");
      assertThat(bench.atDevice(1)).isEqualTo("!");
      bench.deviceSays("more");
      assertThat(kicker.read(4)).isEqualTo("more");
      assertThat(heard(dialled, 4)).isEqualTo("more");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientThatWasDialledIsClosedAfterTheTimeout(Side side) throws Exception {
    ServerSocket listener = listen(0);
    bench.serveStack(
        side, "tcp,127.0.0.1," + bench.port(), "timeout: 1", option(listener), "openstr: OPEN");
    awaitOpen();
    bench.deviceSays("first");
    assertThat(new String(accept(listener).getInputStream().readAllBytes(), ISO_8859_1))
        .isEqualTo("first");
  }

  /** New in ser2net 4.6. */
  @Test
  void aTimeoutOfTheirOwnHoldsForThoseThatAreDialled() throws Exception {
    ServerSocket listener = listen(0);
    bench.serve(
        Side.OURS, option(listener), "openstr: OPEN", "max-connections: 2", "connback-timeout: 1");
    awaitOpen();
    try (TcpClient comer = bench.connected()) {
      bench.deviceSays("first");
      assertThat(new String(accept(listener).getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("first");
      comer.send("still here");
      assertThat(bench.atDevice(10)).isEqualTo("still here");
    }
  }

  /** The real 4.3.11 never tries again a device that was missing at the start. */
  @Test
  void aDeviceThatIsMissingIsTriedAgain() throws Exception {
    ServerSocket listener = listen(0);
    bench.hide();
    bench.serve(Side.OURS, option(listener), "openstr: OPEN", "connector-retry-time: 1");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (TcpClient early = TcpClient.dial(bench.port())) {
                return early.readToEnd().equals("Port's device failed open\r\n");
              }
            });
    bench.showAgain();
    awaitOpen();
    bench.deviceSays("first");
    assertThat(heard(accept(listener), 5)).isEqualTo("first");
  }

  @Test
  void aDeviceThatWasLostIsTriedAgain() throws Exception {
    ServerSocket listener = listen(0);
    bench.serve(Side.OURS, option(listener), "openstr: OPEN", "connector-retry-time: 1");
    awaitOpen();
    bench.deviceSays("first");
    Socket dialled = accept(listener);
    assertThat(heard(dialled, 5)).isEqualTo("first");
    bench.unplug();
    assertThat(dialled.getInputStream().readAllBytes()).isEmpty();
    bench.plugIn();
    awaitOpen();
    bench.deviceSays("again");
    assertThat(heard(accept(listener), 5)).isEqualTo("again");
  }
}

package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

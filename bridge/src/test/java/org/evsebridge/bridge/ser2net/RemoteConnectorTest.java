package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A remote serial server as what clients are connected with; the test is that server. */
class RemoteConnectorTest {
  @TempDir Path folder;
  private Bench bench;
  private ServerSocket listener;
  private Socket server;
  private TcpClient client;

  @BeforeEach
  void listen() throws IOException {
    bench = new Bench(folder);
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(20_000);
  }

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
    listener.close();
    bench.stop();
  }

  private void connect(Side side, String accepterLayers, String connectorLayers, String... options)
      throws Exception {
    bench.serveFile(
        side,
        """
        connection: &con
          accepter: %stcp,127.0.0.1,%d
          connector: %stcp,127.0.0.1,%d
          options:
            %s
        """
            .formatted(
                accepterLayers,
                bench.port(),
                connectorLayers,
                listener.getLocalPort(),
                options.length == 0 ? "max-connections: 1" : String.join("\n    ", options)),
        bench.port());
    client = TcpClient.dial(bench.port());
    server = listener.accept();
    server.setSoTimeout(20_000);
  }

  private void serverSays(String hex) throws IOException {
    server.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  private void expectAtServer(String hex) throws IOException {
    assertThat(HexFormat.of().formatHex(server.getInputStream().readNBytes(hex.length() / 2)))
        .isEqualTo(hex);
  }

  private void clientSays(String hex) throws IOException {
    client.send(new String(HexFormat.of().parseHex(hex), ISO_8859_1));
  }

  private void expectAtClient(String hex) throws IOException {
    assertThat(HexFormat.of().formatHex(client.read(hex.length() / 2).getBytes(ISO_8859_1)))
        .isEqualTo(hex);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void plainBytesGoThroughBothWaysAndTheEndOfOneIsTheEndOfTheOther(Side side) throws Exception {
    connect(side, "", "");
    clientSays("4100ff42");
    expectAtServer("4100ff42");
    serverSays("00ff0d0a");
    expectAtClient("00ff0d0a");
    server.close();
    assertThat(client.readToEnd()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theServerIsHungUpOnWhenTheLastClientLeaves(Side side) throws Exception {
    connect(side, "", "");
    clientSays("41");
    expectAtServer("41");
    client.close();
    assertThat(server.getInputStream().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aServerThatIsNotThereIsSaidToRefuse(Side side) throws Exception {
    int nobody = listener.getLocalPort();
    listener.close();
    bench.serveFile(
        side,
        "connection: &con\n  accepter: tcp,127.0.0.1,%d\n  connector: tcp,127.0.0.1,%d\n"
            .formatted(bench.port(), nobody),
        bench.port());
    client = TcpClient.dial(bench.port());
    assertThat(client.readToEnd()).isEqualTo("Device open failure: Connection refused\r\n");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theSettingsOfTheLinePassThroughRfc2217OnBothSides(Side side) throws Exception {
    connect(side, "telnet(rfc2217),", "telnet(rfc2217),");
    expectAtServer("fffb2c");
    expectAtClient("fffb03fffd03fffb01fffe01fffd00fffb00fffd2c");
    serverSays("fffd2cfffb00fffd00fffb03fffd03");
    expectAtServer("fffd00fffb00fffe03fffb03");
    clientSays("fffa2c0100000000fff0");
    expectAtServer("fffa2c0100000000fff0");
    serverSays("fffa2c6500002580fff0");
    expectAtClient("fffa2c6500002580fff0");
    clientSays("fffa2c0100004b00fff0");
    expectAtServer("fffa2c0100004b00fff0");
    serverSays("fffa2c6500004b00fff0");
    expectAtClient("fffa2c6500004b00fff0");
    clientSays("fffa2c0303fff0");
    expectAtServer("fffa2c0303fff0");
    serverSays("fffa2c6703fff0");
    expectAtClient("fffa2c6703fff0");
    clientSays("fffa2c0508fff0");
    expectAtServer("fffa2c0508fff0");
    serverSays("fffa2c6908fff0");
    expectAtClient("fffa2c6908fff0");
    clientSays("41ffff42");
    expectAtServer("41ffff42");
    serverSays("43ffff44");
    expectAtClient("43ffff44");
  }

  /** As the manual says; the real 4.3.11 reads the option and does nothing about it. */
  @ParameterizedTest
  @CsvSource({"true, fff342", "false, 42"})
  void aSyncBecomesABreakIfSoWished(boolean wished, String atServer) throws Exception {
    connectRfc2217(Side.OURS, "telnet-brk-on-sync: " + wished);
    client.send("\u00ff");
    client.sendUrgent(TelnetSide.DATA_MARK);
    clientSays("42");
    expectAtServer(atServer);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void breaksAndPurgesArePassedOn(Side side) throws Exception {
    connectRfc2217(side, "telnet-brk-on-sync: false");
    clientSays("fff3");
    expectAtServer("fff3");
    for (String purge : List.of("fffa2c0c01fff0", "fffa2c0c02fff0", "fffa2c0c03fff0")) {
      clientSays(purge);
      expectAtServer(purge);
    }
  }

  private void connectRfc2217(Side side, String option) throws Exception {
    connect(side, "telnet(rfc2217),", "telnet(rfc2217),", option);
    expectAtServer("fffb2c");
    serverSays("fffd2c");
    expectAtClient("fffb03fffd03fffb01fffe01fffd00fffb00fffd2c");
    clientSays("41");
    expectAtServer("41");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aServerFasterThanTheClientIsHeldBack(Side side) throws Exception {
    connect(side, "", "");
    clientSays("41");
    expectAtServer("41");
    byte[] much = new byte[24 * 1024 * 1024];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) (i * 31 >> 8);
    }
    Thread sender =
        new Thread(
            () -> {
              try {
                server.getOutputStream().write(much);
                server.close();
              } catch (IOException e) {
                return; // the client was cut off: the test sees that
              }
            });
    sender.start();
    byte[] got = new byte[much.length];
    for (int at = 0; at < got.length; ) {
      String piece = client.read(Math.min(1 << 20, got.length - at));
      assertThat(piece).as("behind " + at).isNotEmpty();
      System.arraycopy(piece.getBytes(ISO_8859_1), 0, got, at, piece.length());
      at += piece.length();
      LockSupport.parkNanos(5_000_000); // a client that takes its time
    }
    assertThat(got).isEqualTo(much);
    sender.join();
  }

  /** The real one waits for it for ever. */
  @Test
  void aClientThatTakesNothingIsCutOffAndTheOthersGoOn() throws Exception {
    connect(Side.OURS, "", "", "max-connections: 2");
    clientSays("41");
    expectAtServer("41");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(bench.port())) {
      dead.send("B");
      expectAtServer("42");
      String piece = "0123456789ABCDEF".repeat(4_096);
      client.setPatience(Duration.ofSeconds(25));
      Thread sender =
          new Thread(
              () -> {
                try {
                  while (!dead.isHungUp()) {
                    server.getOutputStream().write(piece.getBytes(ISO_8859_1));
                  }
                  server.close();
                } catch (IOException e) {
                  return; // the test sees that too little came
                }
              });
      sender.start();
      long pieces = 0;
      for (String got = piece; got.equals(piece); pieces++) {
        got = client.read(piece.length());
        assertThat(got).isIn(piece, "");
      }
      assertThat(pieces * piece.length()).isGreaterThan(Limits.MOST_UNSENT);
      assertThat(dead.isHungUp()).isTrue();
      sender.join();
    }
  }

  /** The next client is served by a connection of its own. */
  @Test
  void aServerThatTakesNothingIsHungUpOnAllTheSame() throws Exception {
    connect(Side.OURS, "", "");
    clientSays("41");
    expectAtServer("41");
    sendUntilNothingMoreIsTaken();
    try (LogLines log = LogLines.of(Port.class)) {
      client.reset();
      await().atMost(Duration.ofSeconds(20)).until(() -> !log.with(" left").isEmpty());
    }
    client = TcpClient.dial(bench.port());
    try (Socket next = listener.accept()) {
      next.setSoTimeout(20_000);
      clientSays("42");
      assertThat(next.getInputStream().read()).isEqualTo(0x42);
    }
  }

  private void sendUntilNothingMoreIsTaken() {
    AtomicLong taken = new AtomicLong();
    Thread sender =
        new Thread(
            () -> {
              String piece = "x".repeat(16_384);
              try {
                while (true) {
                  client.send(piece);
                  taken.addAndGet(piece.length());
                }
              } catch (IOException e) {
                return; // the client has left
              }
            });
    sender.setDaemon(true);
    sender.start();
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> before.getAndSet(taken.get()) == taken.get());
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void plainTelnetToTheServerDoublesAndRefuses(Side side) throws Exception {
    connect(side, "", "telnet,");
    serverSays("fffd2c43ffff44");
    expectAtServer("fffc2c");
    expectAtClient("43ff44");
    server.sendUrgentData('x');
    expectAtClient("78");
    clientSays("41ff42");
    expectAtServer("41ffff42");
  }
}

package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NO_KEYS = "";

  // The devices of the two connections that a rotator is served over.
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  @ParameterizedTest
  @EnumSource(Side.class)
  void eachClientGetsTheNextConnectionThatNobodyUses(Side side) throws Exception {
    rotate(side, NO_KEYS, NO_KEYS, FIRST, SECOND);
  }

  /** As the manual says; the real 4.3.11 does not find it. */
  @Test
  void aDisabledConnectionCanBeReachedThroughItsRotator() throws Exception {
    rotate(Side.OURS, NO_KEYS, "\n  enable: off", FIRST, SECOND);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aConnectionWithMorePlacesIsTakenAgainInItsTurn(Side side) throws Exception {
    rotate(side, "\n  options:\n    max-connections: 2", NO_KEYS, FIRST, SECOND, FIRST);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aConnectionThatIsNotForTheClientIsPassedOver(Side side) throws Exception {
    rotate(side, "\n  options:\n    remaddr: 192.0.2.1,0", NO_KEYS, SECOND);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aConnectionWhoseDeviceAnotherOneUsesIsPassedOver(Side side) throws Exception {
    int own = Sockets.freePort();
    int port = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      Served served =
          Served.by(
              side,
              """
              connection: &one
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              connection: &same
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              connection: &two
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              rotator: &both
                accepter: tcp,127.0.0.1,%d
                connections: [ *same, *two ]
              """
                  .formatted(
                      own,
                      first.path(),
                      Sockets.freePort(),
                      first.path(),
                      Sockets.freePort(),
                      second.path(),
                      port),
              false,
              own,
              port);
      try (TcpClient user = TcpClient.dial(own)) {
        assertSpeaks(user, "u", first);
        assertComeInTurn(port, second);
      } finally {
        served.stop();
      }
    }
  }

  /** Two that come at the same moment do not get the same place. */
  @Test
  void aPlaceThatIsKeptForOneIsNotGivenToAnother(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("ser2net.yaml"),
            """
            connection: &one
              accepter: tcp,127.0.0.1,0
              connector: serialdev,/dev/null,9600n81,local
            """);
    InetSocketAddress client = new InetSocketAddress("127.0.0.1", 50_000);
    try (Loops loops = new Loops()) {
      Port port =
          new Port(
              Ser2netReader.read(file, new Problems()).connections().get(0),
              new SharedResources(loops, new DevicesInUse(), new SharedDevices(), false));
      assertThat(port.reserveFor(client)).isTrue();
      assertThat(port.reserveFor(client)).isFalse();
      port.giveUpReservation();
      assertThat(port.reserveFor(client)).isTrue();
    }
  }

  /**
   * Serves a rotator over two connections, whose clients get these devices in turn, and no others.
   *
   * @param keysOfFirst further lines of the first one, each after a line's end
   */
  private static void rotate(Side side, String keysOfFirst, String keysOfSecond, int... devices)
      throws Exception {
    int own = Sockets.freePort();
    int other = Sockets.freePort();
    int port = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      Served served =
          Served.by(
              side,
              """
              connection: &one
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local%s
              connection: &two
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local%s
              rotator: &both
                accepter: tcp,127.0.0.1,%d
                connections: [ *one, *two ]
              """
                  .formatted(
                      own, first.path(), keysOfFirst, other, second.path(), keysOfSecond, port),
              false,
              own,
              port);
      try {
        assertComeInTurn(
            port,
            IntStream.of(devices)
                .mapToObj(device -> device == FIRST ? first : second)
                .toArray(Pty[]::new));
      } finally {
        served.stop();
      }
    }
  }

  /** Clients come, stay, and each speaks to its device; one more finds no place. */
  private static void assertComeInTurn(int port, Pty... devices) throws Exception {
    List<TcpClient> clients = new ArrayList<>();
    try {
      for (Pty device : devices) {
        clients.add(TcpClient.dial(port));
        assertSpeaks(clients.get(clients.size() - 1), "" + clients.size(), device);
      }
      try (TcpClient late = TcpClient.dial(port)) {
        assertThat(late.readToEnd()).isEqualTo("No free port found\r\n");
      }
    } finally {
      for (TcpClient client : clients) {
        client.close();
      }
    }
  }

  private static void assertSpeaks(TcpClient client, String text, Pty device) throws Exception {
    client.send(text);
    assertThat(new String(device.read(PATIENCE), ISO_8859_1)).isEqualTo(text);
  }
}

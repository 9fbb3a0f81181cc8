package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RotatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Side.class)
  void eachClientGetsTheNextConnectionThatNobodyUses(Side side) throws Exception {
    rotate(side, "on");
  }

  /** As the manual says; the real 4.3.11 does not find it. */
  @Test
  void aDisabledConnectionCanBeReachedThroughItsRotator() throws Exception {
    rotate(Side.OURS, "off");
  }

  private void rotate(Side side, String enable) throws Exception {
    int other = Sockets.freePort();
    int port = Sockets.freePort();
    int own = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      Served served =
          Served.by(
              side,
              """
              connection: &one
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              connection: &two
                accepter: tcp,127.0.0.1,%d
                enable: %s
                connector: serialdev,%s,9600n81,local
              rotator: &both
                accepter: tcp,127.0.0.1,%d
                connections: [ *one, *two ]
              """
                  .formatted(own, first.path(), other, enable, second.path(), port),
              false,
              own,
              port);
      try (TcpClient a = TcpClient.dial(port)) {
        a.send("a");
        assertThat(heard(first)).isEqualTo("a");
        try (TcpClient b = TcpClient.dial(port)) {
          b.send("b");
          assertThat(heard(second)).isEqualTo("b");
          try (TcpClient c = TcpClient.dial(port)) {
            assertThat(c.readToEnd()).isEqualTo("No free port found\r\n");
          }
        }
      } finally {
        served.stop();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aConnectionWithMorePlacesIsTakenAgainInItsTurn(Side side) throws Exception {
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
                connector: serialdev,%s,9600n81,local
                options:
                  max-connections: 2
              connection: &two
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              rotator: &both
                accepter: tcp,127.0.0.1,%d
                connections: [ *one, *two ]
              """
                  .formatted(own, first.path(), other, second.path(), port),
              false,
              own,
              other,
              port);
      try (TcpClient a = TcpClient.dial(port)) {
        a.send("a");
        assertThat(heard(first)).isEqualTo("a");
        try (TcpClient b = TcpClient.dial(port)) {
          b.send("b");
          assertThat(heard(second)).isEqualTo("b");
          try (TcpClient c = TcpClient.dial(port)) {
            c.send("c");
            assertThat(heard(first)).isEqualTo("c");
            try (TcpClient d = TcpClient.dial(port)) {
              assertThat(d.readToEnd()).isEqualTo("No free port found\r\n");
            }
          }
        }
      } finally {
        served.stop();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aConnectionThatIsNotForTheClientIsPassedOver(Side side) throws Exception {
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
                connector: serialdev,%s,9600n81,local
                options:
                  remaddr: 192.0.2.1,0
              connection: &two
                accepter: tcp,127.0.0.1,%d
                connector: serialdev,%s,9600n81,local
              rotator: &both
                accepter: tcp,127.0.0.1,%d
                connections: [ *one, *two ]
              """
                  .formatted(own, first.path(), other, second.path(), port),
              false,
              own,
              other,
              port);
      try (TcpClient a = TcpClient.dial(port)) {
        a.send("a");
        assertThat(heard(second)).isEqualTo("a");
        try (TcpClient b = TcpClient.dial(port)) {
          assertThat(b.readToEnd()).isEqualTo("No free port found\r\n");
        }
      } finally {
        served.stop();
      }
    }
  }

  private static String heard(Pty pty) {
    return new String(pty.read(PATIENCE), ISO_8859_1);
  }
}

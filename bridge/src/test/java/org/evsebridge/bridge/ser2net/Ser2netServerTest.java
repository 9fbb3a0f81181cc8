package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients of a plain TCP connection see: the same from ours and from the real ser2net. */
class Ser2netServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path device;
  private Pty pty;
  private int port;
  private Served served;

  @BeforeEach
  void plugIn() throws IOException {
    device = folder.resolve("tty");
    pty = Pty.open();
    pty.linkAs(device);
    port = Sockets.freePort();
  }

  @AfterEach
  void stop() throws Exception {
    if (served != null) {
      served.stop();
    }
    if (pty != null) {
      pty.close();
    }
  }

  private void serve(Side side, String... options) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            %%YAML 1.1
            ---
            connection: &con
              accepter: tcp,127.0.0.1,%d
              enable: on
              connector: serialdev,
                  %s,
                  115200n81,local
              options:
                telnet-brk-on-sync: true
            """
                .formatted(port, device));
    for (String option : options) {
      yaml.append("    ").append(option).append('\n');
    }
    served = Served.by(side, yaml.toString(), port);
  }

  /** What clients sent to the device, until it is this long. */
  private String atDevice(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (bytes.size() < count && System.nanoTime() < deadline) {
      bytes.writeBytes(pty.read(Duration.ofMillis(100)));
    }
    return bytes.toString(ISO_8859_1);
  }

  private void deviceSays(String text) {
    pty.write(text.getBytes(ISO_8859_1));
  }

  /** Returns once a client is connected to the device: what it sends arrives there. */
  private TcpClient connected() throws IOException {
    TcpClient client = TcpClient.dial(port);
    client.send("?");
    assertThat(atDevice(1)).isEqualTo("?");
    return client;
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyClientGetsTheSameBytesAndWhatEachSendsGoesToTheDevice(Side side) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append((char) i);
    }
    serve(side, "max-connections: 3");
    try (TcpClient a = connected();
        TcpClient b = connected();
        TcpClient c = connected()) {
      deviceSays(all.toString());

      assertThat(a.read(256)).isEqualTo(all.toString());
      assertThat(b.read(256)).isEqualTo(all.toString());
      assertThat(c.read(256)).isEqualTo(all.toString());

      b.send(all.toString());
      assertThat(atDevice(256)).isEqualTo(all.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withNoPlaceLeftANewClientIsToldAndClosed(Side side) throws Exception {
    serve(side);
    try (TcpClient first = connected();
        TcpClient second = TcpClient.dial(port)) {
      assertThat(second.readToEnd()).isEqualTo("Port already in use\r\n");
      deviceSays("still here");
      assertThat(first.read(10)).isEqualTo("still here");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theClientInTheHighestPlaceIsKickedWhoeverCameAndWentBefore(Side side) throws Exception {
    serve(side, "max-connections: 3", "kickolduser: true");
    TcpClient lowest = connected();
    try (TcpClient middle = connected();
        TcpClient highest = connected()) {
      lowest.leave();
      try (TcpClient again = connected();
          TcpClient kicker = connected()) {
        assertThat(highest.readToEnd()).isEmpty();
        try (TcpClient kicksTheKicker = connected()) {
          assertThat(kicker.readToEnd()).isEmpty();
          deviceSays("for all");
          assertThat(again.read(7)).isEqualTo("for all");
          assertThat(middle.read(7)).isEqualTo("for all");
          assertThat(kicksTheKicker.read(7)).isEqualTo("for all");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aMissingDeviceIsSaidAndTheClientClosedUntilItIsBack(Side side) throws Exception {
    Files.delete(device);
    serve(side);
    for (int i = 0; i < 3; i++) {
      try (TcpClient client = TcpClient.dial(port)) {
        assertThat(client.readToEnd())
            .isEqualTo("Device open failure: Value or file not found\r\n");
      }
    }
    pty.linkAs(device);
    try (TcpClient client = connected()) {
      deviceSays("back");
      assertThat(client.read(4)).isEqualTo("back");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void allClientsAreClosedWhenTheDeviceIsLostAndServedAgainWhenItIsBack(Side side)
      throws Exception {
    serve(side, "max-connections: 2");
    try (TcpClient a = connected();
        TcpClient b = connected()) {
      deviceSays("last words");
      assertThat(a.read(10)).isEqualTo("last words");
      assertThat(b.read(10)).isEqualTo("last words");
      pty.close();
      pty = null;

      assertThat(a.readToEnd()).isEmpty();
      assertThat(b.readToEnd()).isEmpty();
    }
    pty = Pty.open();
    pty.linkAs(device);
    try (TcpClient client = connected()) {
      deviceSays("back");
      assertThat(client.read(4)).isEqualTo("back");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void nothingIsLostWhenClientsAreFasterThanTheDevice(Side side) throws Exception {
    String much = "0123456789ABCDEF".repeat(16_384);
    serve(side);
    try (TcpClient client = connected()) {
      Thread sender = sendInBackground(client, much);

      assertThat(atDevice(much.length())).isEqualTo(much);
      sender.join();
    }
  }

  private static Thread sendInBackground(TcpClient client, String text) {
    Thread sender =
        new Thread(
            () -> {
              try {
                client.send(text);
              } catch (IOException e) {
                return; // the server was stopped meanwhile
              }
            });
    sender.start();
    return sender;
  }

  @Test
  void aDeviceThatTakesNothingDoesNotKeepTheProgramFromStopping() throws Exception {
    serve(Side.OURS);
    try (TcpClient client = connected()) {
      Thread sender = sendInBackground(client, "x".repeat(8_000_000));
      await("the system takes no more").atMost(PATIENCE).until(() -> stuckInWrite("device of con"));

      served.stop();
      served = null;

      sender.join();
      await().atMost(PATIENCE).until(() -> !runs("device of con"));
    }
  }

  private static boolean runs(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  private static boolean stuckInWrite(String thread) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(t -> t.getKey().getName().equals(thread))
        .anyMatch(
            t -> t.getValue().length > 0 && t.getValue()[0].getMethodName().equals("writeBytes"));
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAndDelaysNobody() throws Exception {
    serve(Side.OURS, "max-connections: 2");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(port);
        TcpClient alive = connected()) {
      String block = "0123456789ABCDEF".repeat(256);
      int fed = 0;
      while (!dead.isHungUp()) {
        for (int i = 0; i < 64; i++) {
          deviceSays(block);
          fed += block.length();
          assertThat(alive.read(block.length())).isEqualTo(block);
        }
      }
      assertThat(fed).isGreaterThan(Port.MOST_UNSENT);
      deviceSays("on");
      assertThat(alive.read(2)).isEqualTo("on");
    }
  }
}

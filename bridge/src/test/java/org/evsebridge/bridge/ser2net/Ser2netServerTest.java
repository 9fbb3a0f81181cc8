package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
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
  private Bench bench;

  @BeforeEach
  void plugIn() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void stop() throws Exception {
    bench.stop();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyClientGetsTheSameBytesAndWhatEachSendsGoesToTheDevice(Side side) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append((char) i);
    }
    bench.serve(side, "max-connections: 3");
    try (TcpClient a = bench.connected();
        TcpClient b = bench.connected();
        TcpClient c = bench.connected()) {
      bench.deviceSays(all.toString());

      assertThat(a.read(256)).isEqualTo(all.toString());
      assertThat(b.read(256)).isEqualTo(all.toString());
      assertThat(c.read(256)).isEqualTo(all.toString());

      b.send(all.toString());
      assertThat(bench.atDevice(256)).isEqualTo(all.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withNoPlaceLeftANewClientIsToldAndClosed(Side side) throws Exception {
    bench.serve(side);
    try (TcpClient first = bench.connected();
        TcpClient second = TcpClient.dial(bench.port())) {
      assertThat(second.readToEnd()).isEqualTo("Port already in use\r\n");
      bench.deviceSays("still here");
      assertThat(first.read(10)).isEqualTo("still here");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theClientInTheHighestPlaceIsKickedWhoeverCameAndWentBefore(Side side) throws Exception {
    bench.serve(side, "max-connections: 3", "kickolduser: true");
    TcpClient lowest = bench.connected();
    try (TcpClient middle = bench.connected();
        TcpClient highest = bench.connected()) {
      lowest.leave();
      try (TcpClient again = bench.connected();
          TcpClient kicker = bench.connected()) {
        assertThat(highest.readToEnd()).isEmpty();
        try (TcpClient kicksTheKicker = bench.connected()) {
          assertThat(kicker.readToEnd()).isEmpty();
          bench.deviceSays("for all");
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
    bench.hide();
    bench.serve(side);
    for (int i = 0; i < 3; i++) {
      try (TcpClient client = TcpClient.dial(bench.port())) {
        assertThat(client.readToEnd())
            .isEqualTo("Device open failure: Value or file not found\r\n");
      }
    }
    bench.showAgain();
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("back");
      assertThat(client.read(4)).isEqualTo("back");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void allClientsAreClosedWhenTheDeviceIsLostAndServedAgainWhenItIsBack(Side side)
      throws Exception {
    bench.serve(side, "max-connections: 2");
    try (TcpClient a = bench.connected();
        TcpClient b = bench.connected()) {
      bench.deviceSays("last words");
      assertThat(a.read(10)).isEqualTo("last words");
      assertThat(b.read(10)).isEqualTo("last words");
      bench.unplug();

      assertThat(a.readToEnd()).isEmpty();
      assertThat(b.readToEnd()).isEmpty();
    }
    bench.plugIn();
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("back");
      assertThat(client.read(4)).isEqualTo("back");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void nothingIsLostWhenClientsAreFasterThanTheDevice(Side side) throws Exception {
    String much = "0123456789ABCDEF".repeat(16_384);
    bench.serve(side);
    try (TcpClient client = bench.connected()) {
      Thread sender = sendInBackground(client, much);

      assertThat(bench.atDevice(much.length())).isEqualTo(much);
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
    bench.serve(Side.OURS);
    try (TcpClient client = bench.connected()) {
      Thread sender = sendInBackground(client, "x".repeat(8_000_000));
      await("the system takes no more").atMost(PATIENCE).until(() -> stuckInWrite("device of con"));

      bench.stopServing();

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
    bench.serve(Side.OURS, "max-connections: 2");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(bench.port());
        TcpClient alive = bench.connected()) {
      String block = "0123456789ABCDEF".repeat(256);
      int fed = 0;
      while (!dead.isHungUp()) {
        for (int i = 0; i < 64; i++) {
          bench.deviceSays(block);
          fed += block.length();
          assertThat(alive.read(block.length())).isEqualTo(block);
        }
      }
      assertThat(fed).isGreaterThan(Limits.MOST_UNSENT);
      bench.deviceSays("on");
      assertThat(alive.read(2)).isEqualTo("on");
    }
  }

  /** The difference that the test above is about. */
  @Test
  void inTheRealOneAClientThatDoesNotReadStopsTheDeviceForAll() throws Exception {
    bench.serve(Side.REAL, "max-connections: 2");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(bench.port());
        TcpClient alive = bench.connected()) {
      alive.setPatience(Duration.ofSeconds(3));
      String block = "0123456789ABCDEF".repeat(256);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  bench.deviceSays(block);
                  assertThat(alive.read(block.length())).isEqualTo(block);
                }
              })
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(dead.isHungUp()).isFalse();
    }
  }
}

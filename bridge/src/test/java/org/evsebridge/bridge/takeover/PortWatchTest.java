package org.evsebridge.bridge.takeover;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a port before and after a takeover. */
class PortWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @BeforeEach
  void needsSs() {
    Peers.program("ss");
  }

  private static PortWatch watch(ServerSocket server, String device) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.getLocalPort());
    ServedPort port = new ServedPort("p1", address, Optional.ofNullable(device));
    return new PortWatch(port, ProcessHandle.current().pid());
  }

  private static ServerSocket listen() throws Exception {
    return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void aPortWithoutClientsIsConnectedToAndABannerAloneIsNothing() throws Exception {
    try (ServerSocket server = listen();
        PortWatch watch = watch(server, null)) {
      watch.look();
      try (Socket own = server.accept()) {
        own.getOutputStream().write("banner".getBytes(US_ASCII));
        await()
            .atMost(PATIENCE)
            .until(() -> SocketTable.sent(server.getLocalPort()).containsValue(6L));
        assertThat(watch.look().gives()).isFalse();
        assertThat(watch.look().gives()).isFalse();
        own.getOutputStream().write("telegram".getBytes(US_ASCII));
        await().atMost(PATIENCE).until(() -> watch.look().gives());
      }
    }
  }

  @Test
  void whereAClientReadsAlreadyNoOtherIsAdded() throws Exception {
    try (ServerSocket server = listen();
        PortWatch watch = watch(server, null);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      watch.look();
      accepted.getOutputStream().write("telegram".getBytes(US_ASCII));
      await().atMost(PATIENCE).until(() -> watch.look().gives());
      server.setSoTimeout(1);
      assertThat(SocketTable.sent(server.getLocalPort())).hasSize(1);
      assertThat(client.getInputStream().readNBytes(8)).isEqualTo("telegram".getBytes(US_ASCII));
    }
  }

  @Test
  void aDeviceIsOpenIfTheServiceHasIt() throws Exception {
    try (ServerSocket server = listen();
        PortWatch open = watch(server, "/dev/null");
        PortWatch absent = watch(server, "/dev/none")) {
      try (FileInputStream device = new FileInputStream("/dev/null")) {
        await().atMost(PATIENCE).until(() -> open.look().opens());
        assertThat(device.read()).isEqualTo(-1);
      }
      absent.look();
      assertThat(absent.look().opens()).isFalse();
    }
  }

  @Test
  void whatWasSeenBeforeMustBeSeenAfter() {
    Evidence all = new Evidence(true, true);
    Evidence silent = new Evidence(true, false);
    assertThat(all.covers(all)).isTrue();
    assertThat(silent.covers(Evidence.NONE)).isTrue();
    assertThat(silent.covers(all)).isFalse();
    assertThat(Evidence.NONE.covers(silent)).isFalse();
    assertThat(silent.and(new Evidence(false, true))).isEqualTo(all);
  }
}

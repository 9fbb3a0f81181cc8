package org.evsebridge.bridge.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.Test;

/** What ss(8) tells of a port. */
class SocketTableTest {
  @Test
  void bytesSentAreReadByClient() {
    String printed =
        """
        0  0  127.0.0.1:2000  127.0.0.1:40404 cubic wscale:7,7 rto:204 bytes_sent:369 bytes_acked:369 segs_out:2
        0  0  [::ffff:192.168.1.5]:2000  [::ffff:192.168.1.9]:51000 cubic wscale:7,7 rto:204 segs_out:1
        """;
    assertThat(SocketTable.sent(printed))
        .containsOnly(
            Map.entry("127.0.0.1:40404", 369L), Map.entry("[::ffff:192.168.1.9]:51000", 0L));
    assertThat(SocketTable.sent("")).isEmpty();
  }

  @Test
  void aRealPortIsSeenWithItsListenerAndWhatItsClientWasSent() throws Exception {
    Peers.program("ss");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(new byte[369]);
      client.getInputStream().readNBytes(369);
      assertThat(SocketTable.sent(server.getLocalPort()))
          .hasSize(1)
          .allSatisfy(
              (peer, sent) -> {
                assertThat(peer).endsWith(":" + client.getLocalPort());
                assertThat(sent).isEqualTo(369);
              });
      long us = ProcessHandle.current().pid();
      assertThat(SocketTable.isListening(us, server.getLocalPort())).isTrue();
      assertThat(SocketTable.isListening(us + 1, server.getLocalPort())).isFalse();
      assertThat(SocketTable.isListening(us, client.getLocalPort())).isFalse();
    }
  }
}

package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.evsebridge.bridge.net.Loops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeterPortTest {
  private static final byte[] TELEGRAM =
      "/SIM5\r\n\r\n!0000\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Loops loops = new Loops();
  private final MeterPort port =
      MeterPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), loops);

  @AfterEach
  void close() {
    port.close();
    loops.close();
  }

  private Socket connect() throws IOException {
    InetSocketAddress at = port.listener().firstTry().join().orElseThrow();
    Socket client = new Socket(at.getAddress(), at.getPort());
    client.setSoTimeout(10_000);
    return client;
  }

  /** Sends telegrams until the first has come, as a client is known a moment after it connects. */
  private void awaitTelegram(Socket client) {
    await()
        .until(
            () -> {
              port.send(TELEGRAM);
              return client.getInputStream().available() >= TELEGRAM.length;
            });
  }

  @Test
  void everyClientGetsEveryTelegramWhole() throws IOException {
    try (Socket first = connect();
        Socket second = connect()) {
      first.getOutputStream().write('?'); // what a client says does not matter
      for (Socket client : new Socket[] {first, second}) {
        awaitTelegram(client);
        assertThat(client.getInputStream().readNBytes(TELEGRAM.length)).isEqualTo(TELEGRAM);
      }
    }
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAndTheOthersStay() throws IOException {
    try (Socket deaf = connect();
        Socket reader = connect()) {
      awaitTelegram(deaf);
      awaitTelegram(reader);
      byte[] much = new byte[60_000]; // less than the mark, so that a reader is safe
      Thread reads = new Thread(() -> readAll(reader));
      reads.setDaemon(true);
      reads.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                port.send(much);
                return isClosedByPeer(deaf);
              });
      assertThat(reads.isAlive()).isTrue();
    }
  }

  private static void readAll(Socket socket) {
    try {
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  /** Writing to a connection that the peer has closed fails; nothing is read here. */
  private static boolean isClosedByPeer(Socket socket) {
    try {
      socket.getOutputStream().write('?');
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}

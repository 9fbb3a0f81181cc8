package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;

/** A device, a port and one side's program between them, as the comparing tests use them. */
final class Bench {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final Path device;
  private final int port;
  private Pty pty;
  private Served served;

  Bench(Path folder) throws IOException {
    this.folder = folder;
    this.port = Sockets.freePort();
    this.device = folder.resolve("tty" + port);
    plugIn();
  }

  Path folder() {
    return folder;
  }

  Path device() {
    return device;
  }

  int port() {
    return port;
  }

  void plugIn() throws IOException {
    pty = Pty.open();
    pty.linkAs(device);
  }

  void unplug() {
    pty.close();
    pty = null;
  }

  /** The device is away from the start: its name leads nowhere. */
  void hide() throws IOException {
    Files.delete(device);
  }

  void showAgain() throws IOException {
    pty.linkAs(device);
  }

  /** The plain connection of the guide, with these options. */
  void serve(Side side, String... options) throws Exception {
    serveStack(side, "tcp,127.0.0.1," + port, "", options);
  }

  /**
   * Serves one connection of the device.
   *
   * @param keys further keys of the connection, each a line
   */
  void serveStack(Side side, String accepter, String keys, String... options) throws Exception {
    String yaml =
        """
        %YAML 1.1
        ---
        connection: &con
          accepter: ACCEPTER
          enable: on
          connector: serialdev,
              DEVICE,
              115200n81,local
        KEYS
          options:
            telnet-brk-on-sync: true
        """
            .replace("ACCEPTER", accepter)
            .replace("DEVICE", device.toString())
            .replace("KEYS\n", keys.isEmpty() ? "" : "  " + keys + "\n");
    StringBuilder all = new StringBuilder(yaml);
    for (String option : options) {
      all.append("    ").append(option).append('\n');
    }
    serveFile(side, all.toString(), port);
  }

  /** Serves a whole file. */
  void serveFile(Side side, String yaml, int... ports) throws Exception {
    served = Served.by(side, yaml, false, ports);
  }

  /** Serves a whole file with devices locked, as both sides do unless told otherwise. */
  void serveFileWithLocks(Side side, String yaml, int... ports) throws Exception {
    served = Served.by(side, yaml, true, ports);
  }

  /** Serves a ser2net.conf of old. */
  void serveOldFile(Side side, String text, int... ports) throws Exception {
    served = Served.byOldFile(side, text, ports);
  }

  void change(String yaml) throws Exception {
    served.change(yaml);
  }

  void stopServing() throws Exception {
    served.stop();
    served = null;
  }

  void stop() throws Exception {
    if (served != null) {
      served.stop();
    }
    if (pty != null) {
      pty.close();
    }
  }

  void deviceSays(String text) {
    pty.write(text.getBytes(ISO_8859_1));
  }

  /** How the program under test has set the line. */
  Pty.Line line() {
    return pty.line();
  }

  /** What clients sent to the device, until it is this long; less if nothing comes for long. */
  String atDevice(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (bytes.size() < count && System.nanoTime() < deadline) {
      bytes.writeBytes(pty.read(Duration.ofMillis(50)));
    }
    return bytes.toString(ISO_8859_1);
  }

  /** Whether nothing has come to the device. */
  boolean deviceHeardNothing() {
    return pty.read(Duration.ZERO).length == 0;
  }

  /** A client that is connected to the device: what it sends arrives there. */
  TcpClient connected() throws IOException {
    TcpClient client = TcpClient.dial(port);
    client.send("?");
    assertThat(atDevice(1)).isEqualTo("?");
    return client;
  }
}

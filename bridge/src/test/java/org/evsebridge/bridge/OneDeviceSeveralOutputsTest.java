package org.evsebridge.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One meter, read by several entries: each gets all of it, in its own way. */
class OneDeviceSeveralOutputsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TELEGRAM = "/TST5\r\n\r\n0-0:96.1.1(%d)\r\n!";
  private static final int WHOLE = TELEGRAM.length() - 1 + 2; // of a number of one digit

  @TempDir Path folder;
  private Path device;
  private Pty pty;
  private Bridge bridge;

  @BeforeEach
  void plugIn() throws IOException {
    device = folder.resolve("tty");
    pty = Pty.open();
    pty.linkAs(device);
  }

  @AfterEach
  void stop() {
    if (bridge != null) {
      bridge.close();
    }
    pty.close();
  }

  /** The part of a bridge.yaml with these entries of p1, all of the device. */
  private String p1(String... keys) {
    StringBuilder yaml = new StringBuilder("p1:\n");
    for (String each : keys) {
      yaml.append("- {port: 0, host: 127.0.0.1, device: %s%s}\n".formatted(device, each));
    }
    return yaml.toString();
  }

  private String ser2net(String settings) throws IOException {
    Files.writeString(
        folder.resolve("ser2net.yaml"),
        """
        connection: &con
          accepter: telnet(rfc2217),tcp,127.0.0.1,0
          connector: serialdev,%s,%s
        """
            .formatted(device, settings));
    return "ser2net: ser2net.yaml\n";
  }

  private BridgeConfig read(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), yaml);
    Problems leftOut = new Problems();
    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);
    assertThat(leftOut.all()).isEmpty();
    return config;
  }

  private void serve(String yaml) throws Exception {
    bridge = Bridge.start(read(yaml), false);
    awaitStatus("1 device open");
  }

  private void awaitStatus(String text) {
    await(text).atMost(PATIENCE).until(() -> bridge.status().toString().contains(text));
  }

  private static TcpClient dial(Listener listener) throws Exception {
    return TcpClient.dial(listener.firstTry().get().orElseThrow().getPort());
  }

  private void meterSays(int number) {
    pty.write((TELEGRAM.formatted(number) + "\r\n").getBytes(ISO_8859_1));
  }

  private String atMeter(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              all.writeBytes(pty.read(Duration.ofMillis(50)));
              return all.size() >= count;
            });
    return all.toString(ISO_8859_1);
  }

  @Test
  void oneEntryGivesTheBytesAsTheyComeAndAnotherTelegramsWithAChecksum() throws Exception {
    serve(p1(", framing: raw", ", crc: add"));
    try (TcpClient raw = dial(bridge.p1Ports().get(0));
        TcpClient added = dial(bridge.p1Ports().get(1))) {
      await().atMost(PATIENCE).until(() -> bridge.status().toString().split("1 client").length > 2);
      meterSays(1);
      assertThat(raw.read(WHOLE)).isEqualTo(TELEGRAM.formatted(1) + "\r\n");
      assertThat(added.read(WHOLE + 4)).matches("(?s)/TST5.*\\(1\\)\r\n![0-9A-F]{4}\r\n");

      pty.close();
      awaitStatus("1 device loss");
      pty = Pty.open();
      pty.linkAs(device);
      awaitStatus("1 device open");
      meterSays(2);
      assertThat(raw.read(WHOLE)).contains("(2)");
      assertThat(added.read(WHOLE + 4)).contains("(2)");
    }
  }

  @Test
  void anEntryThatGoesOnReloadLeavesTheOtherWithItsClients() throws Exception {
    serve(p1(", framing: raw", ", crc: add"));
    try (TcpClient added = dial(bridge.p1Ports().get(1))) {
      awaitStatus("1 client");
      bridge.change(read(p1(", crc: add")));
      assertThat(bridge.p1Ports()).hasSize(1);
      meterSays(1);
      assertThat(added.read(WHOLE + 4)).contains("(1)");
      bridge.change(read(p1(", crc: add", ", framing: raw")));
      try (TcpClient raw = dial(bridge.p1Ports().get(1))) {
        await()
            .atMost(PATIENCE)
            .until(() -> bridge.status().toString().split("1 client").length > 2);
        meterSays(2);
        assertThat(raw.read(WHOLE)).contains("(2)");
        assertThat(added.read(WHOLE + 4)).contains("(2)");
      }
    }
  }

  /** What a telnet client with RFC 2217 asks for, and the answer: the baud rate as it stays. */
  private static final String SET_300_BAUD = "\u00ff\u00fa\u002c\u0001\0\0\u0001\u002c\u00ff\u00f0";

  /** So many bytes tell of the modem's lines, unasked. */
  private static final int MODEM_STATE = 7;

  private static final String IS_115200_BAUD =
      "\u00ff\u00fa\u002c\u0065\0\u0001\u00c2\0\u00ff\u00f0";

  @Test
  void aSer2netConnectionReadsAndWritesBesideAMeterAndSetsNothing() throws Exception {
    serve(ser2net("115200n81,local") + p1(""));
    try (TcpClient meter = dial(bridge.p1Ports().get(0))) {
      awaitStatus("1 client");
      try (TcpClient telnet = dial(bridge.connectionPorts().get(0))) {
        telnet.read(21); // how telnet begins
        telnet.send("\u00ff\u00fb\u002c" + SET_300_BAUD + "hello");
        assertThat(telnet.read(MODEM_STATE + IS_115200_BAUD.length())).endsWith(IS_115200_BAUD);
        assertThat(atMeter(5)).isEqualTo("hello");
        meterSays(1);
        assertThat(telnet.read(WHOLE)).isEqualTo(TELEGRAM.formatted(1) + "\r\n");
        assertThat(meter.read(WHOLE)).contains("(1)");
      }
      awaitStatus("con: 0 clients");
      meterSays(2);
      assertThat(meter.read(WHOLE)).contains("(2)");
      try (TcpClient telnet = dial(bridge.connectionPorts().get(0))) {
        awaitStatus("con: 1 client");
        telnet.read(21);
        meterSays(3);
        assertThat(telnet.read(WHOLE)).contains("(3)");
      }
    }
  }

  @Test
  void aClientThatDoesNotReadDelaysNoOtherEntry() throws Exception {
    serve(ser2net("115200n81,local") + p1(""));
    try (TcpClient meter = dial(bridge.p1Ports().get(0));
        TcpClient stuck = dial(bridge.connectionPorts().get(0))) {
      awaitStatus("con: 1 client");
      awaitStatus("p1 on port 0: 1 client");
      for (int i = 0; i < 10_000; i++) {
        meterSays(7);
        assertThat(meter.read(WHOLE)).hasSize(WHOLE);
      }
      assertThat(stuck.available()).isPositive();
    }
  }

  @Test
  void entriesThatSetTheLineOtherwiseAreNamedWithBothSettings() throws Exception {
    assertThatThrownBy(() -> read(p1("", ", baudrate: 9600, comset: 7E1")))
        .hasMessageEndingWith(
            "bridge.yaml:3:3: %s is set to 9600 7E1 here and to 115200 8N1 by the p1: entry at %s:2:3: both read it if their settings agree"
                .formatted(device, folder.resolve("bridge.yaml")));
    String other = ser2net("9600n81,local,rtscts") + p1("");
    assertThatThrownBy(() -> read(other))
        .hasMessageContaining(
            "is set to 115200 8N1 here and to 9600 8N1, rtscts by the connection at");
    String switched = p1("", ", rts: off");
    assertThatThrownBy(() -> read(switched)).hasMessageContaining("115200 8N1, rts off here");
    assertThat(read(p1("", ", dtr: on")).p1Ports()).hasSize(2); // on is what it is anyway
  }

  @Test
  void aModbusLineIsNobodyElses() throws Exception {
    String both = p1("") + "modbusproxy: [{port: 0, device: %s}]\n".formatted(device);
    assertThatThrownBy(() -> read(both))
        .hasMessageContaining("is the device of the p1: entry at")
        .hasMessageContaining("too; keep it in one of them");
  }
}

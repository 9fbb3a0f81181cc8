package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Telnet and RFC 2217 with clients: on both sides the same bytes. */
class TelnetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String OPENING = "fffb03 fffd03 fffb01 fffe01 fffd00 fffb00";

  @TempDir Path folder;
  private Bench bench;
  private TcpClient client;

  @BeforeEach
  void plugIn() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    bench.stop();
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
  }

  private static String hex(String bytes) {
    return HexFormat.of().formatHex(bytes.getBytes(ISO_8859_1));
  }

  private void serve(Side side, String layer, String... options) throws Exception {
    bench.serveStack(side, layer + ",tcp,127.0.0.1," + bench.port(), "", options);
    client = TcpClient.dial(bench.port());
  }

  private void expect(String hex) throws IOException {
    String wanted = hex.replace(" ", "");
    assertThat(hex(client.read(wanted.length() / 2))).isEqualTo(wanted);
  }

  /** Sends commands, and then a byte of data, and expects an answer and that byte at the device. */
  private void exchange(String send, String answer) throws IOException {
    client.send(bytes(send) + "x");
    assertThat(bench.atDevice(1)).isEqualTo("x");
    expect(answer);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void optionsAreAnsweredOnceAndOnlyWhenThereIsSomethingToSay(Side side) throws Exception {
    serve(side, "telnet");
    expect(OPENING);
    exchange("fffc00 fffc00 fffb00 fffb00", "");
    exchange("fffc00", "fffe00");
    exchange("fffe00 fffd00 fffd00", "");
    exchange("fffe00", "fffc00");
    exchange("fffb01", "fffe01");
    exchange("fffb01 fffc01 fffe01 fffd01", "fffe01");
    exchange("fffb1f fffb1f fffd1f", "fffe1f fffe1f fffc1f");
    exchange("fffc1f fffe1f", "");
    exchange("fffe2c fffe2c", "fffc2c");
    exchange("fffc2c fffc2c", "fffe2c");
    exchange("fff1 fff6 fff4 fffa1f00500018fff0", "");
    bench.deviceSays("end");
    expect(hex("end"));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyByteGetsThroughInBothDirections(Side side) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append((char) i);
    }
    String doubled = all.toString().replace("\u00ff", "\u00ff\u00ff");
    serve(side, "telnet");
    expect(OPENING);
    client.send(doubled + "\r\n\r\0\u00ff");
    assertThat(hex(bench.atDevice(260))).isEqualTo(hex(all + "\r\n\r\0"));
    client.send("\u00ff");
    assertThat(hex(bench.atDevice(1))).isEqualTo("ff");
    bench.deviceSays(all + "\r\n\r\0");
    expect(hex(doubled + "\r\n\r\0"));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theBannerComesBehindTheOpening(Side side) throws Exception {
    serve(side, "telnet", "banner: '\\xff\\o'");
    expect(OPENING + "ffff" + hex("con"));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientSetsTheLineOverRfc2217(Side side) throws Exception {
    serve(side, "telnet(rfc2217)");
    expect(OPENING + "fffd2c");
    exchange("fffb2c", "fffa2c6b00fff0");
    exchange("fffa2c00fff0", "fffa2c64" + hex("ser2net") + "fff0");
    exchange("fffa2c0100000000fff0", "fffa2c650001c200fff0");
    exchange("fffa2c0100002580fff0", "fffa2c6500002580fff0");
    exchange("fffa2c0100000000fff0", "fffa2c6500002580fff0");
    exchange("fffa2c0200fff0", "fffa2c6608fff0");
    exchange("fffa2c0207fff0", "fffa2c6607fff0");
    exchange("fffa2c0300fff0", "fffa2c6701fff0");
    exchange("fffa2c0303fff0", "fffa2c6703fff0");
    exchange("fffa2c0302fff0", "fffa2c6702fff0");
    exchange("fffa2c0400fff0", "fffa2c6801fff0");
    exchange("fffa2c0402fff0", "fffa2c6802fff0");
    exchange("fffa2c0500fff0", "fffa2c6901fff0");
    exchange("fffa2c0502fff0", "fffa2c6902fff0");
    exchange("fffa2c0503fff0", "fffa2c6903fff0");
    exchange("fffa2c0501fff0", "fffa2c6901fff0");
    exchange("fffa2c0505fff0", "fffa2c6905fff0");
    exchange("fffa2c0c03fff0", "fffa2c7003fff0");
    exchange("fffa2c0afffffff0", "fffa2c6a00fff0");
    exchange("fffa2c0bfffffff0", "fffa2c6b00fff0");
    exchange("fffa2c0502fff0", "fffa2c6902fff0");
    exchange("fffa2c09fff0", "fffa2c6902fff0");
    exchange("fffa2c050dfff0", "fffa2c6910fff0");
    exchange("fffa2c050efff0", "fffa2c6910fff0");
    exchange("fffa2c0500fff0", "fffa2c6902fff0");
    exchange("fffa2c08fff0", "fffa2c6901fff0");
    exchange("fffa2c0513fff0", "fffa2c690efff0");
    exchange("fffa2c0503fff0", "fffa2c6903fff0");
    exchange("fffa2c050dfff0", "fffa2c690efff0");
    exchange("fffa2c0501fff0", "fffa2c6901fff0");
    exchange("fffa2c0c01fff0", "fffa2c7001fff0");
    exchange("fffa2c0cfff0 fffa2c0afff0 fffa2c0bfff0", "");
    exchange("fffa2c0209fff0 fffa2c0306fff0 fffa2c0403fff0 fffa2c0514fff0", "");
    exchange("fffa2c06fff0 fffa2c6301fff0 fffa2c05fff0", "");
    exchange("fffa2c0208fff0", "fffa2c6608fff0");
    exchange("fffa2c02080102fff0", "fffa2c6608fff0");
    exchange("fffa2c01000025800102fff0", "fffa2c6500002580fff0");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientThatUsesCiscosCodesForSpeedsIsAnsweredInThem(Side side) throws Exception {
    serve(side, "telnet(rfc2217)");
    expect(OPENING + "fffd2c");
    exchange("fffb2c", "fffa2c6b00fff0");
    exchange("fffa2c0108fff0", "fffa2c6508fff0");
    exchange("fffa2c0100004b00fff0", "fffa2c650afff0");
    exchange("fffa2c01ccfff0", "fffa2c650afff0");
    exchange("fffa2c01000069 78fff0", "fffa2c6500fff0");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyClientIsToldHowTheLineIsSet(Side side) throws Exception {
    serve(side, "telnet(rfc2217)", "max-connections: 2");
    expect(OPENING + "fffd2c");
    exchange("fffb2c", "fffa2c6b00fff0");
    try (TcpClient other = bench.connected()) {
      assertThat(hex(other.read(21))).isEqualTo((OPENING + "fffd2c").replace(" ", ""));
      exchange("fffa2c0100002580fff0", "fffa2c6500002580fff0");
      assertThat(hex(other.read(10))).isEqualTo("fffa2c6500002580fff0");
      exchange(
          "fffa2c0c03fff0 fffa2c0affff fff0 fffa2c00fff0",
          "fffa2c7003fff0 fffa2c6a00fff0" + "fffa2c64" + hex("ser2net") + "fff0");
      exchange("fffa2c0302fff0", "fffa2c6702fff0");
      assertThat(hex(other.read(7))).isEqualTo("fffa2c6702fff0");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void brokenSubnegotiationsPassNothingToTheDevice(Side side) throws Exception {
    serve(side, "telnet(rfc2217)");
    expect(OPENING + "fffd2c");
    exchange("fffb2c", "fffa2c6b00fff0");
    exchange("fffa2c01 fffa2c0300 fff0", "fffa2c650efff0");
    exchange("fffa2c0302 fff1 fff0", "fffa2c6702fff0");
    exchange("fffa fff0 616263 fff0", "");
    exchange("fff0", "");
    exchange("fffa2c ff03 65 fff0", "");
    exchange("fffa2c03ffff fff0", "");
    exchange("fffa2c0300" + "77".repeat(400) + "fff0", "fffa2c6702fff0");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theByteSentAsUrgentIsOneOfTheOthers(Side side) throws Exception {
    serve(side, "telnet");
    expect(OPENING);
    client.send("ab");
    assertThat(bench.atDevice(2)).isEqualTo("ab");
    client.sendUrgent('x');
    assertThat(bench.atDevice(1)).isEqualTo("x");
    client.send("cd");
    assertThat(bench.atDevice(2)).isEqualTo("cd");
  }

  /** The real one loses a byte when it reads at the wrong moment. */
  @Test
  void theDataMarkOfASyncIsTakenOutAndNothingElse() throws Exception {
    serve(Side.OURS, "telnet");
    expect(OPENING);
    client.send("ab\u00ff");
    client.sendUrgent(TelnetSide.DATA_MARK);
    client.send("hello");
    assertThat(bench.atDevice(7)).isEqualTo("abhello");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theSignatureCanBeChosen(Side side) throws Exception {
    serve(side, "telnet(rfc2217)", "signature: 'a \\o meter'");
    expect(OPENING + "fffd2c");
    exchange("fffb2c", "fffa2c6b00fff0");
    exchange("fffa2c00fff0", "fffa2c64" + hex("a \\o meter") + "fff0");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theBannerShowsHowTheLineIsSetNow(Side side) throws Exception {
    serve(side, "telnet", "banner: '[\\B]'");
    expect(OPENING + hex("[,115200N81,CLOCAL]"));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aPurgeThrowsAwayWhatIsOnItsWayToTheLine(Side side) throws Exception {
    int port = Sockets.freePort();
    try (Pty line = Pty.open()) {
      line.sendPackets();
      String yaml =
          """
          connection: &con
            accepter: telnet(rfc2217),tcp,127.0.0.1,%d
            connector: serialdev,%s,9600n81,local
          """
              .formatted(port, line.path());
      Served served = Served.by(side, yaml, false, port);
      try (TcpClient setter = TcpClient.dial(port)) {
        setter.send("x"); // the line is flushed when it is opened, too
        await().atMost(PATIENCE).until(() -> hex(packet(line)).equals("0078"));
        setter.send(bytes("fffb2c fffa2c0c02fff0"));
        await().atMost(PATIENCE).until(() -> Pty.isFlush(line.read(Duration.ofMillis(50))));
      } finally {
        served.stop();
      }
    }
  }

  private static String packet(Pty line) {
    return new String(line.read(Duration.ofMillis(50)), ISO_8859_1);
  }

  /** The real one answers 5, break is on, on a pseudo-terminal; that is nothing to copy. */
  @Test
  void aBreakEndsAgain() throws Exception {
    serve(Side.OURS, "telnet(rfc2217)");
    expect(OPENING + "fffd2c");
    exchange("fffa2c0504fff0", "fffa2c6906fff0");
    exchange("fffa2c0505fff0", "fffa2c6905fff0");
    exchange("fffa2c0506fff0", "fffa2c6906fff0");
  }
}

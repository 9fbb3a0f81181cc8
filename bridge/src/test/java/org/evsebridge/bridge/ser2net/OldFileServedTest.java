package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.config.ser2net.OldFile;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A ser2net.conf of old is served as the real 4.3.11 serves it, and so is the ser2net.yaml that is
 * printed to be written instead.
 */
class OldFileServedTest {
  /** What the lines of the tests may name. */
  private static final String TEXTS =
      """
      # texts
      BANNER:ban:Welcome to \\p device \\d [\\B] \\o \\s\\r\\n
      BANNER:stars:*** star *(x) *{y} \\\\p ***
      BANNER:ban2:first \\
      second\\r\\n
      OPENSTR:open:\\x41T\\r
      CLOSESTR:close:bye
      SIGNATURE:sig:hello
      CLOSEON:end:\\004\\x04\\n
      TRACEFILE:tr:FOLDER/trace-\\o
      DEVICE:meter:DEVICE

      """;

  /** The last that a client sees of what a device says. */
  private static final String LAST = "\u0001over";

  @TempDir Path folder;

  /**
   * How a port is served.
   *
   * @param seen by a client that comes and says a word
   * @param heard by the device
   */
  private record Account(String seen, String heard, Pty.Line line, String traced) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1,PORT:raw:600:DEVICE:115200 NONE 1STOPBIT 8DATABITS XONXOFF LOCAL -RTSCTS",
        "127.0.0.1,PORT:raw:600:DEVICE:115200 NONE 1STOPBIT 8DATABITS XONXOFF LOCAL -RTSCTS ban",
        "ipv4,127.0.0.1,PORT:raw:0:DEVICE:9600E72 LOCAL ban open",
        "tcp,127.0.0.1,PORT:on:0x10:DEVICE",
        "localhost,PORT:raw:010:meter:ban",
        "127.0.0.1,PORT:raw:0:DEVICE:19200 EVEN 7DATABITS 2STOPBITS RTSCTS HANGUP_WHEN_DONE",
        "127.0.0.1,PORT:raw:0:DEVICE:9600,LOCAL,-HANGUP_WHEN_DONE,-XONXOFF,-LOCAL ban2",
        "127.0.0.1,PORT:raw:0:DEVICE:9600 -NOBREAK NOBREAK ODD kickolduser -kickolduser",
        "127.0.0.1,PORT:telnet:0:DEVICE:9600 LOCAL ban",
        "127.0.0.1,PORT:telnet:0:DEVICE:9600 LOCAL remctl ban sig",
        "127.0.0.1,PORT:telnet:0:DEVICE:9600 remctl -remctl telnet_brk_on_sync",
        "telnet(rfc2217),tcp,127.0.0.1,PORT:raw:0:DEVICE:115200N81 ban max-connections=3",
        "telnet,127.0.0.1,PORT:raw:0:DEVICE:9600 banner=hi\\x21\\041\\r\\n openstr=o\\q closestr=c",
        "127.0.0.1,PORT:raw:0:DEVICE:\"banner=hello there\" 300 -chardelay",
        "127.0.0.1,PORT:raw:0:DEVICE:9600 stars chardelay-scale=30 remaddr=127.0.0.1,0",
        "127.0.0.1,PORT:raw:0:DEVICE:9600 tr=tr ban",
        "127.0.0.1,PORT:raw:0:DEVICE:9600 tb=tr trace-hexdump -tb-hexdump -timestamp",
        "127.0.0.1,PORT:raw:0:DEVICE:9600 tw=nothing end close",
        "ROTATOR:127.0.0.1,0:127.0.0.1,PORT\n127.0.0.1,PORT:raw:0:DEVICE:9600 ban",
        "DEFAULT:max-connections:2\nDEFAULT:speed:38400E71:serialdev\n127.0.0.1,PORT:raw:0:DEVICE:ban",
        "DEFAULT:banner:default \\p\n127.0.0.1,PORT:raw:0:DEVICE:9600",
        "DEFAULT:speed:38400N81\nDEFAULT:speed:300N81:serialdev\nDELDEFAULT:speed:serialdev\n127.0.0.1,PORT:raw:0:DEVICE:LOCAL",
      })
  void aPortIsServedAsByTheRealOne(String lines) throws Exception {
    Account real = old(Side.REAL, TEXTS + lines + "\n");
    assertThat(old(Side.OURS, TEXTS + lines + "\n")).isEqualTo(real);
    assertThat(rewritten(Side.OURS, TEXTS + lines + "\n")).isEqualTo(real);
    assertThat(rewritten(Side.REAL, TEXTS + lines + "\n")).isEqualTo(real);
  }

  private Account old(Side side, String text) throws Exception {
    Bench bench = new Bench(folder);
    try {
      bench.serveOldFile(side, filledIn(bench, text), bench.port());
      return account(bench);
    } finally {
      bench.stop();
    }
  }

  private Account rewritten(Side side, String text) throws Exception {
    Bench bench = new Bench(folder);
    try {
      Problems problems = new Problems();
      String yaml = OldFile.yaml(OldFile.read("old", filledIn(bench, text), List.of(), problems));
      assertThat(problems.all()).isEmpty();
      bench.serveFile(side, yaml, bench.port());
      return account(bench);
    } finally {
      bench.stop();
    }
  }

  private String filledIn(Bench bench, String text) {
    return text.replace("PORT", "" + bench.port())
        .replace("DEVICE:meter", "DEVICE :meter")
        .replace("DEVICE", bench.device().toString())
        .replace(bench.device() + " :meter", "DEVICE:meter")
        .replace("FOLDER", folder.toString());
  }

  private Account account(Bench bench) throws Exception {
    try (TcpClient client = TcpClient.dial(bench.port())) {
      client.send("a word");
      String heard = heardTo(bench, "a word");
      bench.deviceSays("data" + LAST);
      String seen = seenTo(client, LAST);
      Pty.Line line = bench.line();
      client.leave();
      return new Account(
          anyPort(bench, seen), anyPort(bench, heard), line, anyPort(bench, traced(bench)));
    }
  }

  private static String heardTo(Bench bench, String end) {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(end) < 0) {
      String more = bench.atDevice(1);
      assertThat(more).as("heard so far: " + heard).isNotEmpty();
      heard.append(more);
    }
    return heard.toString();
  }

  private static String seenTo(TcpClient client, String end) throws Exception {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(end) < 0) {
      String more = client.read(1);
      assertThat(more).as("seen so far: " + seen).isNotEmpty();
      seen.append(more);
    }
    return seen.toString();
  }

  private String traced(Bench bench) throws Exception {
    Path trace = folder.resolve("trace-127.0.0.1," + bench.port());
    if (Files.notExists(trace)) {
      return "";
    }
    String text = Files.readString(trace);
    Files.delete(trace);
    return text.replaceAll("\\d+(?=\\))", "N"); // the client's own port
  }

  private static String anyPort(Bench bench, String text) {
    return text.replace("" + bench.port(), "PORT");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aFaultyLineIsLeftOutAndTheRestRuns(Side side) throws Exception {
    Bench bench = new Bench(folder);
    try {
      String lines =
          filledIn(
              bench,
              "nothing at all\n127.0.0.1,9:raw:x:DEVICE:9600\n127.0.0.1,PORT:raw:0:DEVICE:9600\n");
      if (side == Side.OURS) {
        Problems problems = new Problems();
        OldFile.read("old", lines, List.of(), problems);
        assertThat(problems.all()).hasSize(1);
        lines = lines.substring(lines.indexOf("127.0.0.1," + bench.port()));
      }
      bench.serveOldFile(side, lines, bench.port());
      bench.connected().close();
    } finally {
      bench.stop();
    }
  }

  /** 4.3.11 puts a comma behind "rs485=", and so leaves the line out. */
  @Test
  void theRs485ModeOfAnOldLineIsGivenOn() {
    Problems problems = new Problems();
    String old = "RS485CONF:one:0:1:rts_on_send\n2000:raw:0:/dev/ttyS0:9600 rs485=one\n";
    assertThat(OldFile.yaml(OldFile.read("old", old, List.of(), problems)))
        .contains("connector: \"/dev/ttyS0,9600,rs485=0:1:rts_on_send\"");
  }
}

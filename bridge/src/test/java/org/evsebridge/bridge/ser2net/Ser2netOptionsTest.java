package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each option does to what clients and the device see: on both sides the same. */
class Ser2netOptionsTest {
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
  void theBannerOfTheGuideIsFilledIn(Side side) throws Exception {
    bench.serve(
        side, "banner: \\r\\nser2net port \\p device \\d [\\B] (Debian GNU/Linux)\\r\\n\\r\\n");
    try (TcpClient client = TcpClient.dial(bench.port())) {
      String banner =
          "\r\nser2net port tcp,127.0.0.1,"
              + bench.port()
              + " device serialdev, "
              + bench.device()
              + ", 115200n81,local [,115200N81,CLOCAL] (Debian GNU/Linux)\r\n\r\n";
      assertThat(client.read(banner.length())).isEqualTo(banner);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void everyEscapeOfABannerIsTheSame(Side side) throws Exception {
    bench.serve(
        side,
        "banner: '\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\''\\\"|\\101\\x42\\x4a\\x4A|\\7z\\12z\\x4z|\\189|\\o \\N"
            + " \\I|\\Y \\y \\M \\m \\A \\D \\q \\P|\\z\\é\\041'");
    LocalDate today = LocalDate.now();
    try (TcpClient client = TcpClient.dial(bench.port())) {
      String head =
          "\u0007\b\f\n\r\t\u000b\\?'\"|ABJJ|zzz|\u0089|con con ipv4,127.0.0.1,"
              + client.localPort()
              + "|"
              + today.getYear()
              + " "
              + (today.getDayOfYear() - 1)
              + DateTimeFormatter.ofPattern(" MMM M EEE d ", Locale.ENGLISH).format(today);
      assertThat(client.read(head.length())).isEqualTo(head);
      assertThat(client.read("am AM|zxx!".length())).matches("(am AM|pm PM)\\|z\u00c3\u00a9!");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theDeviceIsGreetedBeforeTheFirstClientAndTakenLeaveOfAfterTheLast(Side side)
      throws Exception {
    bench.serve(
        side, "max-connections: 2", "openstr: 'hello \\o\\r\\n'", "closestr: 'bye \\x21\\r\\n'");
    try (TcpClient first = TcpClient.dial(bench.port())) {
      assertThat(bench.atDevice(11)).isEqualTo("hello con\r\n");
      first.send("1");
      assertThat(bench.atDevice(1)).isEqualTo("1");
      TcpClient second = bench.connected();
      first.leave();
      second.send("3");
      assertThat(bench.atDevice(1)).isEqualTo("3");
      assertThat(leaveTaken(side, second, 7)).isEqualTo("bye !\r\n");
    }
  }

  /**
   * What the device hears when its last client goes. With the closing of a pseudo-terminal on a
   * busy machine it can be lost behind ser2net, which may then try again.
   */
  private String leaveTaken(Side side, TcpClient last, int length) throws Exception {
    TcpClient client = last;
    for (int tries = side == Side.REAL ? 5 : 1; ; tries--) {
      Thread leaver = new Thread(client::hangUp);
      leaver.start();
      String heard = bench.atDevice(length);
      leaver.join();
      if (!heard.isEmpty() || tries == 1) {
        return heard;
      }
      client = TcpClient.dial(bench.port());
      client.send("~");
      String greeting = bench.atDevice(1);
      while (!greeting.endsWith("~")) {
        greeting += bench.atDevice(1);
      }
    }
  }

  /** All but {@code \B}, which a pseudo-terminal cannot show. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void everyEscapeOfTheTextsForTheDeviceIsTheSame(Side side) throws Exception {
    String text =
        "'\\a\\b\\f\\t\\v\\\\\\?\\''\\\"|\\101\\x42|\\7z|\\189|\\o \\N \\d \\p|\\s|\\I|\\Y\\041'";
    bench.serve(side, "openstr: " + text, "closestr: " + text);
    String head =
        "\u0007\b\f\t\u000b\\?'\"|AB|z|\u0089|con con serialdev, "
            + bench.device()
            + ", 115200n81,local tcp,127.0.0.1,"
            + bench.port()
            + "|s|";
    String tail = "|" + LocalDate.now().getYear() + "!";
    TcpClient client = TcpClient.dial(bench.port());
    String opened = head + "ipv4,127.0.0.1," + client.localPort() + tail;
    assertThat(bench.atDevice(opened.length())).isEqualTo(opened);
    client.send("?"); // now ser2net is done with the opening
    assertThat(bench.atDevice(1)).isEqualTo("?");
    assertThat(leaveTaken(side, client, (head + tail).length())).isEqualTo(head + tail);
  }

  /** They are filled in once, before there is a client or a time. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void everyEscapeOfTheTextsToWaitForIsTheSame(Side side) throws Exception {
    bench.serve(
        side,
        "closeon: '\\x65n\\144\\N\\o\\p\\B\\Y\\q\\\\'",
        "sendon: '\\Mx\\y\\x0a'",
        "chardelay-min: 100000000",
        "chardelay-max: 100000000",
        "dev-to-net-bufsize: 100000");
    int year = Instant.EPOCH.atZone(ZoneId.systemDefault()).getYear();
    String month = year == 1970 ? "Jan" : "Dec";
    String day = year == 1970 ? "0" : "364";
    String half = Instant.EPOCH.atZone(ZoneId.systemDefault()).getHour() < 12 ? "am" : "pm";
    String last = "endconcontcp,127.0.0.1," + bench.port() + year + half + "\\";
    try (TcpClient client = bench.connected()) {
      String line = "a line " + month + "x" + day + "\n";
      bench.deviceSays(line);
      assertThat(client.read(line.length())).isEqualTo(line);
      bench.deviceSays(last + line);
      assertThat(client.readToEnd()).startsWith(last);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void allClientsAreClosedOnceTheDeviceSaysTheText(Side side) throws Exception {
    bench.serve(side, "max-connections: 2", "closeon: 'ababc'");
    try (TcpClient a = bench.connected();
        TcpClient b = bench.connected()) {
      bench.deviceSays("x abababc y "); // too simple a search to find it, as the manual says
      assertThat(a.read(12)).isEqualTo("x abababc y ");
      bench.deviceSays("aba");
      assertThat(a.read(3)).isEqualTo("aba");
      bench.deviceSays("bc and more");
      assertThat(a.readToEnd()).isEqualTo("bc and more");
      assertThat(b.readToEnd()).isEqualTo("x abababc y ababc and more");
    }
    try (TcpClient again = bench.connected()) {
      bench.deviceSays("on");
      assertThat(again.read(2)).isEqualTo("on");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void whatIsHeldBackGoesOutWithTheTextToSendOn(Side side) throws Exception {
    bench.serve(
        side,
        "sendon: '\\n'",
        "chardelay-min: 100000000",
        "chardelay-max: 100000000",
        "dev-to-net-bufsize: 100000");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("a line\nand the beginning of");
      assertThat(client.read(7)).isEqualTo("a line\n");
      if (side == Side.OURS) { // ser2net lets the rest follow now and then on a busy machine
        assertThat(client.available()).isZero();
      }
      bench.deviceSays(" another\n");
      assertThat(client.read(29)).isEqualTo("and the beginning of another\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aFullBufferGoesOutAtOnceAndOnlyItsRestIsHeldBack(Side side) throws Exception {
    bench.serve(
        side, "chardelay-min: 100000000", "chardelay-max: 100000000", "dev-to-net-bufsize: 16");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("0123456789abcdefREST");
      assertThat(client.read(16)).isEqualTo("0123456789abcdef");
      if (side == Side.OURS) { // ser2net lets the rest follow now and then on a busy machine
        assertThat(client.available()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientThatDoesNothingIsClosedAfterTheTimeout(Side side) throws Exception {
    bench.serveStack(side, "tcp,127.0.0.1," + bench.port(), "timeout: 1");
    try (TcpClient client = bench.connected()) {
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void eitherDirectionCanBeThrownAway(Side side) throws Exception {
    bench.serve(side, "no-con-to-acc: true");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("lost");
      client.send("kept");
      assertThat(bench.atDevice(4)).isEqualTo("kept");
      assertThat(client.available()).isZero();
    }
    bench.stopServing();
    bench.serve(side, "no-acc-to-con: true", "openstr: open");
    try (TcpClient client = TcpClient.dial(bench.port())) {
      assertThat(bench.atDevice(4)).isEqualTo("open");
      client.send("lost");
      bench.deviceSays("kept");
      assertThat(client.read(4)).isEqualTo("kept");
      assertThat(bench.deviceHeardNothing()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientFromElsewhereIsTurnedAway(Side side) throws Exception {
    bench.serve(side, "remaddr: '192.0.2.1,0;ipv4,192.0.2.2,0'", "remaddr: '192.0.2.3,7'");
    try (TcpClient client = TcpClient.dial(bench.port())) {
      assertThat(client.readToEnd()).isEqualTo("Accessed denied due to your net address\r\n");
    }
    bench.stopServing();
    bench.serve(side, "remaddr: '192.0.2.1,0;127.0.0.1,0'");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("in");
      assertThat(client.read(2)).isEqualTo("in");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void tracesHoldWhatWentThrough(Side side) throws Exception {
    Path write = folder.resolve("write");
    bench.serve(
        side,
        "trace-read: " + folder + "/\\d-read", // \d stands for what is behind the last '/'
        "trace-write: " + write,
        "trace-both: " + folder.resolve("both"),
        "trace-both-hexdump: true");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("/ISK5\\2M550T-1012\r\n\u0080");
      assertThat(client.read(20)).endsWith("\u0080");
      client.send("ab");
      assertThat(bench.atDevice(2)).isEqualTo("ab");
    }
    bench.stopServing();

    Path read = folder.resolve("tty" + bench.port() + ", 115200n81,local-read");
    assertThat(read)
        .content(java.nio.charset.StandardCharsets.ISO_8859_1)
        .isEqualTo("/ISK5\\2M550T-1012\r\n\u0080");
    assertThat(write).hasContent("?ab");
    assertThat(folder.resolve("both"))
        .hasContent(
            """
            tcp  3f                       |?|
            term 2f 49 53 4b 35 5c 32 4d  |/ISK5\\2M|
            term 35 35 30 54 2d 31 30 31  |550T-101|
            term 32 0d 0a 80              |2...|
            tcp  61 62                    |ab|
            """);
    assertThat(Files.getPosixFilePermissions(write)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void tracesCanBeStamped(Side side) throws Exception {
    Path both = folder.resolve("both");
    bench.serve(side, "trace-both: " + both, "trace-hexdump: on", "trace-timestamp: on");
    int port;
    try (TcpClient client = bench.connected()) {
      port = client.localPort();
    }
    bench.stopServing();

    String stamp = "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ";
    assertThat(Files.readAllLines(both).get(0))
        .matches(stamp + "OPEN \\(ipv4,127\\.0\\.0\\.1," + port + "\\)");
    assertThat(Files.readAllLines(both).get(1)).matches(stamp + "tcp  3f {23}\\|\\?\\|");
    assertThat(Files.readAllLines(both).get(2)).matches(stamp + "CLOSE .*");
  }

  /** What a trace says of comings and goings, without the times and addresses. */
  private List<String> events(Path trace) throws IOException {
    return Files.readString(trace)
        .replaceAll("(?m)^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ", "")
        .replaceAll("\\(ipv4,.*\\)", "(a client)")
        .lines()
        .filter(line -> !line.startsWith("tcp ") && !line.startsWith("term "))
        .toList();
  }

  private void awaitEvents(Path trace, String... wanted) {
    await()
        .atMost(java.time.Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(events(trace)).containsExactly(wanted));
  }

  private void serveTraced(Side side, String keys, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("trace-both: " + folder.resolve("both"));
    all.add("trace-timestamp: on");
    all.add("trace-hexdump: on");
    bench.serveStack(side, "tcp,127.0.0.1," + bench.port(), keys, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aTraceSaysWhyClientsAndTheDeviceAreClosed(Side side) throws Exception {
    Path both = folder.resolve("both");
    String open = "OPEN (a client)";
    String closedByDevice = "CLOSE netcon (port closing)";
    String unused = "CLOSE port (All users disconnected)";

    serveTraced(side, "", "max-connections: 2");
    bench.connected().leave();
    awaitEvents(both, open, "CLOSE netcon (network read close)", unused);
    bench.stopServing();
    Files.delete(both);

    serveTraced(side, "", "closeon: END", "max-connections: 2");
    try (TcpClient client = bench.connected()) {
      bench.deviceSays("END");
      assertThat(client.readToEnd()).isEqualTo("END");
      awaitEvents(both, open, closedByDevice, unused);
    }
    bench.stopServing();
    Files.delete(both);

    serveTraced(side, "timeout: 1");
    try (TcpClient client = bench.connected()) {
      assertThat(client.readToEnd()).isEmpty();
      awaitEvents(both, open, "CLOSE netcon (timeout)", unused);
    }
    bench.stopServing();
    Files.delete(both);

    serveTraced(side, "");
    try (TcpClient client = bench.connected()) {
      bench.stopServing();
      assertThat(client.readToEnd()).isEmpty();
    }
    awaitEvents(both, open, "CLOSE port (program shutdown)", closedByDevice);
    Files.delete(both);

    serveTraced(side, "", "max-connections: 2", "kickolduser: true");
    try (TcpClient stays = bench.connected();
        TcpClient kicked = bench.connected();
        TcpClient kicker = TcpClient.dial(bench.port())) {
      assertThat(kicked.readToEnd()).isEmpty();
      String why = "CLOSE netcon (kicked off, new user is coming";
      awaitEvents(both, open, open, why, ")", open);
      bench.unplug();
      assertThat(stays.readToEnd()).isEmpty();
      awaitEvents(
          both,
          open,
          open,
          why,
          ")",
          open,
          "CLOSE port (dev read error)",
          closedByDevice,
          closedByDevice);
    }
  }

  /** Only here: in the real one a client that does not read stops the device for all. */
  @Test
  void aTraceSaysThatAClientWasCutOff() throws Exception {
    Path written = folder.resolve("written");
    bench.serve(
        Side.OURS,
        "max-connections: 2",
        "trace-write: " + written,
        "trace-timestamp: on",
        "trace-hexdump: on");
    try (TcpClient dead = TcpClient.dialWithSmallBuffer(bench.port());
        TcpClient alive = bench.connected()) {
      String block = "0123456789ABCDEF".repeat(256);
      while (!dead.isHungUp()) {
        for (int i = 0; i < 64; i++) {
          bench.deviceSays(block);
          assertThat(alive.read(block.length())).isEqualTo(block);
        }
      }
      String open = "OPEN (a client)";
      awaitEvents(written, open, open, "CLOSE netcon (network write error)");
    }
  }

  private String twoConnections(int otherPort, String otherSettings) {
    return """
        connection: &one
          accepter: tcp,127.0.0.1,%d
          connector: serialdev,%s,9600n81,local
        connection: &two
          accepter: tcp,127.0.0.1,%d
          connector: serialdev,%s,%s
        """
        .formatted(bench.port(), bench.device(), otherPort, bench.device(), otherSettings);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withoutLocksADeviceInUseByAnEqualConnectionIsSaidToBe(Side side) throws Exception {
    int other = Sockets.freePort();
    bench.serveFile(side, twoConnections(other, "9600n81,local"), bench.port(), other);
    TcpClient user = bench.connected();
    try (TcpClient late = TcpClient.dial(other)) {
      assertThat(late.readToEnd()).isEqualTo("Port's device already in use\r\n");
    }
    bench.deviceSays("ok");
    assertThat(user.read(2)).isEqualTo("ok");
    user.leave();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aDeviceInUseWithOtherSettingsCannotBeOpened(Side side) throws Exception {
    int other = Sockets.freePort();
    bench.serveFileWithLocks(side, twoConnections(other, "19200n81,local"), bench.port(), other);
    try (TcpClient user = bench.connected()) {
      try (TcpClient late = TcpClient.dial(other)) {
        assertThat(late.readToEnd())
            .isEqualTo("Device open failure: Object was already in use\r\n");
      }
      bench.deviceSays("ok");
      assertThat(user.read(2)).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aDeviceInUseByAnEqualConnectionIsSaidToBe(Side side) throws Exception {
    int other = Sockets.freePort();
    bench.serveFileWithLocks(side, twoConnections(other, "9600n81,local"), bench.port(), other);
    try (TcpClient user = bench.connected()) {
      try (TcpClient late = TcpClient.dial(other)) {
        assertThat(late.readToEnd()).isEqualTo("Port's device already in use\r\n");
      }
      bench.deviceSays("ok");
      assertThat(user.read(2)).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void withoutLocksADeviceIsOpenForTwoConnectionsOfOtherSettings(Side side) throws Exception {
    int other = Sockets.freePort();
    bench.serveFile(side, twoConnections(other, "19200n81,local"), bench.port(), other);
    TcpClient first = bench.connected();
    try (TcpClient second = TcpClient.dial(other)) {
      second.send("from the second");
      assertThat(bench.atDevice(15)).isEqualTo("from the second");
      first.send("from the first");
      assertThat(bench.atDevice(14)).isEqualTo("from the first");
      first.leave();
      second.send("still there");
      assertThat(bench.atDevice(11)).isEqualTo("still there");
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aDeviceOpenForTwoConnectionsIsLostToBoth(Side side) throws Exception {
    int other = Sockets.freePort();
    bench.serveFile(side, twoConnections(other, "19200n81,local"), bench.port(), other);
    try (TcpClient first = bench.connected();
        TcpClient second = TcpClient.dial(other)) {
      second.send("2");
      assertThat(bench.atDevice(1)).isEqualTo("2");
      bench.unplug();
      assertThat(first.readToEnd() + second.readToEnd()).isEmpty();
      bench.plugIn();
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void onHangupAnIdleConnectionIsChanged(Side side) throws Exception {
    String yaml =
        "connection: &con\n  accepter: tcp,127.0.0.1,%d\n  connector: serialdev,%s,9600n81,local\n"
                .formatted(bench.port(), bench.device())
            + "  options:\n    banner: ";
    bench.serveFile(side, yaml + "one\n", bench.port());
    try (TcpClient client = bench.connected()) {
      assertThat(client.read(3)).isEqualTo("one");
      client.leave();
    }
    bench.change(yaml + "two\n");
    await().atMost(java.time.Duration.ofSeconds(20)).until(() -> banner().equals("two"));
  }

  /** What a new client is greeted with; empty while the port is not listened on. */
  private String banner() {
    try (TcpClient client = TcpClient.dial(bench.port())) {
      return client.read(3);
    } catch (IOException e) {
      return "";
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void debiansDefaultFileIsServed(Side side) throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            %YAML 1.1
            ---
            define: &banner \\r\\nser2net port \\p device \\d [\\B] (Debian GNU/Linux)\\r\\n\\r\\n
            """);
    int[] ports = {bench.port(), Sockets.freePort(), Sockets.freePort(), Sockets.freePort()};
    for (int i = 0; i < 4; i++) {
      yaml.append(
          """

          connection: &con%d
              accepter: tcp,localhost,%d
              enable: on
              options:
                banner: *banner
                kickolduser: true
                telnet-brk-on-sync: true
              connector: serialdev,
                        %s,
                        %dn81,local
          """
              .formatted(
                  i, ports[i], i % 2 == 0 ? bench.device() : "/dev/none", i < 2 ? 9600 : 19200));
    }
    bench.serveFile(side, yaml.toString(), ports);
    String banner =
        "\r\nser2net port tcp,localhost,%d device serialdev, %s, 9600n81,local [,9600N81,CLOCAL] (Debian GNU/Linux)\r\n\r\n"
            .formatted(bench.port(), bench.device());
    try (TcpClient client = TcpClient.dial(bench.port())) {
      assertThat(client.read(banner.length())).isEqualTo(banner);
      try (TcpClient kicker = TcpClient.dial(bench.port())) {
        assertThat(client.readToEnd()).isEmpty();
        bench.deviceSays("data");
        assertThat(kicker.read(20)).startsWith("\r\nser2net port tcp,");
      }
    }
    try (TcpClient missing = TcpClient.dial(ports[1])) {
      assertThat(missing.readToEnd()).isEqualTo("Device open failure: Value or file not found\r\n");
    }
  }

  @Test
  void aStormOfDialsWhileTheDeviceIsMissingLeaksNothing() throws Exception {
    bench.hide();
    bench.serve(Side.OURS);
    Path descriptors = Path.of("/proc/self/fd");
    long before = 0;
    for (int i = 0; i < 300; i++) {
      try (TcpClient client = TcpClient.dial(bench.port())) {
        assertThat(client.readToEnd()).startsWith("Device open failure");
      }
      if (i == 20) {
        before = count(descriptors);
      }
    }
    assertThat(count(descriptors)).isLessThan(before + 10);
    bench.showAgain();
    bench.connected().close();
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }
}

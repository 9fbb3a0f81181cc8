package org.evsebridge.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own: command line, signals, exit status. */
class MainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Process program;

  @AfterEach
  void kill() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
  }

  private void start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    program =
        new ProcessBuilder(Programs.java(command))
            .redirectError(folder.resolve("err").toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .start();
  }

  private int status() throws InterruptedException {
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return program.exitValue();
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + program.pid()).start().waitFor())
        .isZero();
  }

  private void awaitLog(String text) {
    await(text).atMost(PATIENCE).untilAsserted(() -> assertThat(err()).contains(text));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String connection(String name, int port, Pty device, String options) {
    return "connection: &%s\n  accepter: tcp,127.0.0.1,%d\n  connector: serialdev,%s\n  options:\n%s"
        .formatted(name, port, device.path(), options);
  }

  private static TcpClient connected(int port, Pty device) throws IOException {
    TcpClient client = TcpClient.dial(port);
    client.send("?");
    expectAt(device, "?");
    return client;
  }

  private static void expectAt(Pty device, String text) {
    await(text)
        .atMost(PATIENCE)
        .until(() -> new String(device.read(Duration.ofMillis(50)), ISO_8859_1).equals(text));
  }

  @Test
  void saysAtItsStartWhatItServes() throws Exception {
    try (Pty device = Pty.open()) {
      int port = Sockets.freePort();
      start(
          "-n", "-u", "-c", write("ser2net.yaml", connection("one", port, device, "")).toString());
      awaitLog("one: tcp,127.0.0.1,%d <-> serialdev,%s".formatted(port, device.path()));
    }
  }

  @Test
  void onHangupUnchangedConnectionsKeepTheirClientsAndChangedOnesStartAnew() throws Exception {
    int one = Sockets.freePort();
    int two = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      String same = connection("one", one, first, "    max-connections: 2\n");
      Path file =
          write("ser2net.yaml", same + connection("two", two, second, "    banner: 'old'\n"));
      Path pid = folder.resolve("pid");
      start("-n", "-u", "-P", pid.toString(), "-c", file.toString());
      Sockets.awaitListener(two);
      assertThat(pid).hasContent(program.pid() + "\n");
      try (TcpClient stays = connected(one, first);
          TcpClient goes = connected(two, second)) {
        assertThat(goes.read(3)).isEqualTo("old");

        write("ser2net.yaml", "connection: [");
        signal("HUP");
        awaitLog("goes on with the old one");
        goes.send("still there");
        expectAt(second, "still there");

        write("ser2net.yaml", ""); // as it is while an editor writes it
        signal("HUP");
        awaitLog("nothing is left to run");
        goes.send("there yet");
        expectAt(second, "there yet");

        write(
            "ser2net.yaml",
            "# moved down\n" + same + connection("two", two, second, "    banner: 'new'\n"));
        signal("HUP");
        assertThat(goes.readToEnd()).isEmpty();
        awaitLog("has been read again");
        try (TcpClient again = connected(two, second);
            TcpClient another = connected(one, first)) {
          assertThat(again.read(3)).isEqualTo("new");
          first.write("for both".getBytes(ISO_8859_1));
          assertThat(stays.read(8)).isEqualTo("for both");
          assertThat(another.read(8)).isEqualTo("for both");
        }
        signal("USR1");
        awaitLog("one: ");
        awaitLog("accepted");
      }
      signal("TERM");
      assertThat(status()).isZero();
      assertThat(pid).doesNotExist();
    }
  }

  @Test
  void onHangupAFileThatSaysNothingAnyMoreChangesNothing() throws Exception {
    int one = Sockets.freePort();
    int two = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      Path ser2net = write("ser2net.yaml", connection("one", one, first, "    banner: ''\n"));
      String entry = "p1: [{port: %d, host: 127.0.0.1, device: %s, framing: raw}]\n";
      Path bridge = write("bridge.yaml", entry.formatted(two, second.path()));
      start("-n", "-u", "-c", ser2net.toString(), "-c", bridge.toString());
      Sockets.awaitListener(one);
      Sockets.awaitListener(two);
      try (TcpClient client = connected(one, first);
          TcpClient meter = TcpClient.dial(two)) {
        awaitLog("p1 on port " + two + ": ");
        int times = 0;
        for (Path file : List.of(ser2net, bridge)) {
          String good = Files.readString(file);
          for (String bad :
              List.of("", "# later\n", "- a list\n", "a word\n", "#".repeat(1_000_001))) {
            Files.writeString(file, bad);
            assertChangesNothing(++times, client, first, meter, second);
          }
          Files.delete(file);
          Files.createSymbolicLink(file, Path.of("/dev/zero"));
          assertChangesNothing(++times, client, first, meter, second);
          Files.delete(file);
          Files.writeString(file, good);
        }
        assertThat(err()).doesNotContain("Exception").doesNotContain("OutOfMemory");
        signal("HUP");
        awaitLog("has been read again");
        client.send("!");
        expectAt(first, "!");
      }
    }
  }

  private void assertChangesNothing(
      int times, TcpClient client, Pty first, TcpClient meter, Pty second) throws Exception {
    signal("HUP");
    await()
        .atMost(PATIENCE)
        .until(() -> err().split("goes on with the old one", -1).length > times);
    client.send("!");
    expectAt(first, "!");
    second.write("?".getBytes(ISO_8859_1));
    assertThat(meter.read(1)).isEqualTo("?");
  }

  @Test
  void linesOfAnOldFileAreServedFromTheCommandLineAndFromAFileWhateverItsName() throws Exception {
    int one = Sockets.freePort();
    int two = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      String line = "127.0.0.1,%d:raw:0:%s:115200 LOCAL hello";
      Path file = write("ser2net.yaml", "# old\n" + line.formatted(two, second.path()) + "\n");
      start(
          "-d",
          "-u",
          "-C",
          "BANNER:hello:at \\p\\r\\n",
          "-C",
          line.formatted(one, first.path()),
          "-c",
          file.toString());
      Sockets.awaitListener(two);
      for (int port : List.of(one, two)) {
        try (TcpClient client = connected(port, port == one ? first : second)) {
          String banner = "at 127.0.0.1," + port + "\r\n";
          assertThat(client.read(banner.length())).isEqualTo(banner);
        }
      }
      assertThat(err()).contains("this is an old ser2net.conf");
    }
  }

  @Test
  void checkPrintsTheYamlToWriteInsteadOfAnOldFile() throws Exception {
    Path file = write("ser2net.conf", "2000:raw:600:/dev/ttyUSB0:115200 8DATABITS LOCAL\n");
    start("check", "-c", file.toString());
    assertThat(status()).isZero();
    String yaml = out().substring(out().indexOf("%YAML"));
    assertThat(out()).startsWith("2000: 2000 <-> /dev/ttyUSB0,115200,8DATABITS,LOCAL\n");

    start("check", "-c", write("ser2net.yaml", yaml).toString());
    assertThat(status()).isZero();
    assertThat(out()).isEqualTo("2000: 2000 <-> /dev/ttyUSB0,115200,8DATABITS,LOCAL\n");
  }

  @Test
  void onHangupAConnectionThatHasBecomeFaultyGoesOnAsItWasAndOneThatIsGoneIsClosed()
      throws Exception {
    int one = Sockets.freePort();
    int two = Sockets.freePort();
    int three = Sockets.freePort();
    try (Pty first = Pty.open();
        Pty second = Pty.open();
        Pty third = Pty.open()) {
      String faulty = connection("one", one, first, "    max-connections: ");
      Path included = write("more.yaml", connection("two", two, second, "    banner: ''\n"));
      String include = "include: " + included + "\n";
      Path file =
          write(
              "ser2net.yaml",
              faulty + "2\n" + include + connection("three", three, third, "    banner: ''\n"));
      start("-n", "-u", "-c", file.toString());
      Sockets.awaitListener(three);
      try (TcpClient ofFaulty = connected(one, first);
          TcpClient ofUnreadable = connected(two, second);
          TcpClient ofGone = connected(three, third)) {
        write("ser2net.yaml", faulty + "many\n" + include);
        write("more.yaml", "connection: [");
        signal("HUP");

        assertThat(ofGone.readToEnd()).isEmpty();
        awaitLog("has been read again");
        assertThat(err())
            .contains(file + ":5:22: ")
            .contains("one: what is read now is faulty; it goes on as before")
            .contains("two: what is read now is faulty; it goes on as before");
        ofFaulty.send("one");
        expectAt(first, "one");
        ofUnreadable.send("two");
        expectAt(second, "two");
        connected(one, first).close();

        write("ser2net.yaml", include);
        signal("HUP");
        assertThat(ofFaulty.readToEnd()).isEmpty();
        ofUnreadable.send("two");
        expectAt(second, "two");
      }
    }
  }

  @Test
  void checkNamesEveryFaultAndTouchesNothing() throws Exception {
    Path file =
        write(
            "ser2net.yaml",
            """
            connection: &good
              accepter: tcp,2000
              connector: serialdev,/dev/ttyUSB0,115200n81,local
              options:
                mdns: true
            connection: &bad
              accepter: tcp,nowhere
              connector: udp,1
            """);
    start("check", "-c", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(out())
        .contains("good: tcp,2000 <-> serialdev,/dev/ttyUSB0,115200n81,local")
        .contains(file + ":5:5: 'mdns' has no effect here");
    assertThat(err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith(file + ":7:13: ") || line.startsWith(file + ":8:14: "));
  }

  @Test
  void checkSaysWhoOfARotatorsConnectionsRuns() throws Exception {
    Path file =
        write(
            "ser2net.yaml",
            """
            connection: &good {accepter: "tcp,2000", connector: "serialdev,/dev/x,local"}
            connection: &bad {accepter: "tcp,2001", connector: "serialdev,/dev/y,fast"}
            rotator: &some {accepter: "tcp,2002", connections: [*bad, *good, none]}
            rotator: &nobody {accepter: "tcp,2003", connections: [*bad]}
            """);
    start("check", "-c", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(out().lines())
        .contains("some: tcp,2002 <-> one of good; left out: bad, none")
        .contains("nobody: tcp,2003 <-> nobody; left out: bad");
    assertThat(err().lines()).hasSize(2).first().asString().contains(":2:");
  }

  @Test
  void checkIsContentWithAFileWithoutFault() throws Exception {
    Path file = write("bridge.yaml", "p1: [{port: 2000, device: /dev/ttyUSB0}]\n");
    start("check", "-c", file.toString());

    assertThat(status()).isZero();
    assertThat(out()).isEqualTo("p1 on port 2000 <- /dev/ttyUSB0 115200 8N1\n");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c one.yaml check -c two.yaml",
        "check -c one.yaml -c two.yaml",
        "-n -u -c one.yaml -c two.yaml check"
      })
  void optionsMayStandBeforeCheckAndBehindIt(String arguments) throws Exception {
    Path one = write("one.yaml", "p1: [{port: 2000, device: /dev/ttyUSB0}]\n");
    Path two = write("two.yaml", "p1: [{port: 2001, device: /dev/ttyUSB1}]\n");
    start(
        arguments
            .replace("one.yaml", one.toString())
            .replace("two.yaml", two.toString())
            .split(" "));

    assertThat(status()).isZero();
    assertThat(out())
        .isEqualTo(
            "p1 on port 2000 <- /dev/ttyUSB0 115200 8N1\n"
                + "p1 on port 2001 <- /dev/ttyUSB1 115200 8N1\n");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "check --help", "-c /none.yaml check --help"})
  void helpNamesTheOptionsThatSayWhereTheConfigurationIs(String arguments) throws Exception {
    start(arguments.split(" "));

    assertThat(status()).isZero();
    assertThat(out())
        .contains("-c, --config=FILE")
        .contains("-Y=TEXT")
        .startsWith("Usage: evse-bridge " + (arguments.contains("check") ? "check " : ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "-nh"})
  void helpListsTheCommandsHoweverItIsAskedFor(String option) throws Exception {
    start(option);

    assertThat(status()).isZero();
    assertThat(out()).contains("Commands:", "  check", "  schema", "  takeover", "  giveback");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n", "check"})
  void whereOnlyHttpIsConfiguredItSaysWhatIsMissing(String first) throws Exception {
    start(first, "-c", write("bridge.yaml", "http: {port: 0}\n").toString());

    assertThat(status()).isEqualTo(2);
    assertThat(err())
        .contains("nothing is left to run: ", "'http:'", "add a 'p1:' or 'modbusproxy:' entry")
        .hasLineCount(1);
  }

  @Test
  void checkSaysThatNothingWouldRunAsTheStartDoes() throws Exception {
    Path file =
        write(
            "ser2net.yaml",
            "connection: &off {accepter: 'tcp,1', connector: 'serialdev,/dev/x,local', enable: off}\n");
    start("check", "-c", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(out()).contains("off (disabled): ");
    assertThat(err()).isEqualTo("evse-bridge: nothing is left to run\n");
  }

  @Test
  void textsOnTheCommandLineGoOnWhereTheFileEnds() throws Exception {
    Path file = write("ser2net.yaml", "define: &dev serialdev,/dev/ttyUSB0,local\n");
    start(
        "check",
        "-c",
        file.toString(),
        "-Y",
        "connection: &con01#  accepter: tcp,2013",
        "-Y",
        "  connector: *dev#  options:#    banner: \"### A Banner ###\"");

    assertThat(status()).isZero();
    assertThat(out()).startsWith("con01: tcp,2013 <-> serialdev,/dev/ttyUSB0,local\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | name a configuration
          '-C /etc/ser2net'    | name the ser2net.yaml in it with -c instead
          'check'              | name a configuration
          '-C /old check'      | name the ser2net.yaml in it with -c instead
          '--nonsense'         | Unknown option
          '-c -'               | put the configuration in a file
          '-p 3000 -c /x.yaml' | no admin port here; leave it out
          '-s me -l -c /nowhere.yaml' | there is no such file
          '-c /nowhere.yaml'   | there is no such file
          '-c /etc/hostname'   | old ser2net.conf
          """)
  void wrongUsageIsOneLineAndStatusTwo(String arguments, String expected) throws Exception {
    start(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(status()).isEqualTo(2);
    assertThat(err()).contains(expected).hasLineCount(1);
  }

  @Test
  void withNothingLeftToRunTheProgramEnds() throws Exception {
    Path file = write("ser2net.yaml", "connection: &a\n  accepter: tcp,x\n");
    start("-c", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(err()).contains("ser2net.yaml:2:13: ").contains("nothing is left to run");
  }

  @Test
  void aPidFileThatCannotBeWrittenIsOneLineThatSaysWhatToDo() throws Exception {
    Path file = write("bridge.yaml", "p1: [{port: 0, host: 127.0.0.1, device: /dev/none}]\n");
    start("-n", "-P", folder.resolve("none/pid").toString(), "-c", file.toString());

    assertThat(status()).isEqualTo(1);
    assertThat(err()).contains("none/pid").contains("make its folder first").hasLineCount(1);
  }

  @Test
  void anEmptyValueOfAnyKeyIsNoStackTrace() throws Exception {
    Path file = write("bridge.yaml", "p1:\nser2net:\nmodbusproxy:\n");
    start("-c", file.toString());

    assertThat(status()).isEqualTo(2);
    assertThat(err()).doesNotContain("Exception");
  }

  @Test
  void takesOptionsTogetherThatSer2netTakesTogether() throws Exception {
    start("-n", "-d", "-u", "-u", "-c", folder.resolve("none.yaml").toString());
    assertThat(status()).isEqualTo(2);
    assertThat(err()).contains("none.yaml").contains("there is no such file").hasLineCount(1);
  }
}

package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.TcpWrappers;
import org.evsebridge.bridge.testing.BridgeFileJudge;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BridgeReaderTest {
  @TempDir Path folder;
  private final Problems leftOut = new Problems();

  private Path write(String name, String text) throws IOException {
    BridgeFileJudge.judge(text);
    return Files.writeString(folder.resolve(name), text);
  }

  private static String connection(String name, int port, String device) {
    return "connection: &%s\n  accepter: tcp,%d\n  connector: serialdev,%s\n"
        .formatted(name, port, device);
  }

  @Test
  void severalFilesAreAllRead() throws Exception {
    Path one = write("one.yaml", connection("a", 2000, "/dev/ttyUSB0"));
    Path two = write("two.yaml", connection("b", 2001, "/dev/ttyUSB1"));
    Path bridge = write("bridge.yaml", "p1: [{port: 2002, device: /dev/ttyUSB2}]\n");

    BridgeConfig config = BridgeReader.read(List.of(one, two, bridge), leftOut);

    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("a", "b");
    assertThat(config.p1Ports()).hasSize(1);
    assertThat(leftOut.all()).isEmpty();
  }

  @Test
  void aSecondConnectionOfThatNameOrOnThatPortIsLeftOut() throws Exception {
    Path one = write("one.yaml", connection("a", 2000, "/dev/ttyUSB0"));
    Path two =
        write(
            "two.yaml",
            connection("a", 2001, "/dev/ttyUSB1") + connection("c", 2000, "/dev/ttyUSB1"));

    BridgeConfig config = BridgeReader.read(List.of(one, two), leftOut);

    assertThat(config.connections()).hasSize(1);
    assertThat(leftOut.all())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p -> assertThat(p).contains("two.yaml:1:1: ").contains("named 'a' already"),
            p -> assertThat(p).contains("two.yaml:4:1: ").contains("one.yaml:1:1"));
  }

  @Test
  void aSer2netFileThatIsNotThereIsNamedWhereItIsAskedFor() throws Exception {
    Path bridge = write("bridge.yaml", "p1: []\nser2net: [none.yaml]\n");

    assertThatThrownBy(() -> BridgeReader.read(List.of(bridge), leftOut))
        .hasMessage(bridge + ":2:11: there is no file " + folder.resolve("none.yaml"));
  }

  @Test
  void aDeviceStandsInOnePlaceOnlyByWhateverName() throws Exception {
    Path device = Files.createFile(folder.resolve("ttyUSB0"));
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), device);
    write("ser2net.yaml", connection("a", 2000, device.toString()));
    Path bridge =
        write(
            "bridge.yaml",
            "ser2net: ser2net.yaml\np1: [{port: 2001, device: "
                + link
                + "}]\n"
                + "modbusproxy: [{port: 2002, device: "
                + device
                + "}]\n");

    assertThatThrownBy(() -> BridgeReader.read(List.of(bridge), leftOut))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bridge.yaml:2:6: ")
        .hasMessageContaining("bridge.yaml:3:15: ")
        .message()
        .hasLineCount(3); // the proxy clashes with both others
  }

  @Test
  void faultsAreInTheOrderOfReadingAndOfEachFilesLines() throws Exception {
    write(
        "included.yaml",
        connection("i", 2003, "/dev/ttyUSB1,fast") + connection("a", 2000, "/dev/ttyUSB2"));
    Path one =
        write(
            "one.yaml",
            "rotator: &r {accepter: 'tcp,2009', connections: [nobody]}\n"
                + connection("a", 2000, "/dev/ttyUSB0")
                + "include: included.yaml\n"
                + connection("b", 2000, "/dev/ttyUSB1"));
    Path broken = write("broken.yaml", "p1: [{port: 2004}]\ncolour: red\n");
    Path noYaml = write("no.yaml", "a: [\n");
    Path last = write("last.yaml", connection("c", 2010, "/dev/x,even-more"));

    assertThatThrownBy(() -> BridgeReader.read(List.of(one, noYaml, broken, last), leftOut))
        .message()
        .matches("(?s).*no.yaml:[^\n]*\n.*broken.yaml:1:[^\n]*\n[^\n]*broken.yaml:2:[^\n]*");
    assertThat(
            leftOut.all().stream()
                .map(p -> Path.of(p.at().file()).getFileName() + ":" + p.at().line()))
        .containsExactly(
            "one.yaml:1", "one.yaml:6", "included.yaml:3", "included.yaml:4", "last.yaml:3");
  }

  @Test
  void whatDoesNothingIsSaidOnceForAllConnections() throws Exception {
    String option = "  options: {mdns: true}\n";
    Path file =
        write(
            "ser2net.yaml",
            connection("a", 2000, "/dev/x,local")
                + option
                + connection("b", 2001, "/dev/y,local")
                + option);

    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);

    assertThat(config.notices())
        .extracting(Problem::toString)
        .filteredOn(notice -> notice.contains("'mdns'"))
        .singleElement()
        .asString()
        .contains("ser2net.yaml:4:13: ")
        .endsWith("(the first of 2 places)");
  }

  @Test
  void rulesOfTcpWrappersThatSer2netWouldKeepAreSaidNotToBe() throws Exception {
    write("hosts.allow", "# ser2net: ALL\nsshd: 10.0.0.1\nsshd, ser2net : 192.168.1.\n");
    write("hosts.deny", "\nALL: ALL\n");

    assertThat(TcpWrappers.notices(folder))
        .extracting(Problem::toString)
        .satisfiesExactly(
            notice -> assertThat(notice).contains("hosts.allow:3:1: ").contains("remaddr"),
            notice -> assertThat(notice).contains("hosts.deny:2:1: "));
    assertThat(TcpWrappers.notices(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aFaultInATextOfTheCommandLineIsPlacedThere() throws Exception {
    String added = "connection: &b#  accepter: tcp,x#  connector: serialdev,/dev/y";
    for (String end : List.of("", "\n")) {
      Problems problems = new Problems();
      Path file = write("ser2net.yaml", connection("a", 2000, "/dev/x,fast").strip() + end);

      BridgeReader.read(List.of(file), List.of("define: &x y", added), List.of(), problems);

      assertThat(problems.all())
          .extracting(Problem::toString)
          .satisfiesExactly(
              fault -> assertThat(fault).startsWith(file + ":3:14: "),
              fault -> assertThat(fault).startsWith("-Y:3:13: "));
    }
    assertThatThrownBy(() -> BridgeReader.read(List.of(), List.of("a: ["), List.of(), leftOut))
        .hasMessageContaining("-Y:2:1: ");
  }

  @Test
  void aRotatorOnAPortThatIsTakenIsLeftOut() throws Exception {
    Path file =
        write(
            "ser2net.yaml",
            connection("a", 2000, "/dev/x")
                + "rotator: &r {accepter: 'tcp,2000', connections: [a]}");

    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);

    assertThat(config.rotators()).isEmpty();
    assertThat(leftOut.all()).singleElement().asString().contains(":4:1: port 2000 is taken");
  }

  /** Whatever bytes files hold, they end in sentences: each problem has its place and one line. */
  private void expectSentences(Path... files) throws Exception {
    Problems problems = new Problems();
    try {
      BridgeConfig config = BridgeReader.read(List.of(files), problems);
      assertThat(config.notices()).allMatch(notice -> !notice.text().isBlank());
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      e.problems().forEach(problem -> problems.add(problem.at(), problem.text()));
    }
    assertThat(problems.all())
        .allMatch(problem -> problem.at().line() > 0 && !problem.text().isBlank())
        .allMatch(problem -> problem.text().length() < 100_000);
  }

  private static Stream<byte[]> monsters() {
    String connection = "connection: &a\n  accepter: tcp,%s\n  connector: serialdev,%s,local\n";
    StringBuilder defines = new StringBuilder("define: &d0 0123456789\n");
    StringBuilder aliases = new StringBuilder("connection: &a0 [x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      defines.append("define: &d%d \"*(d%d)*(d%d)\"\n".formatted(i, i - 1, i - 1));
      aliases.append("connection: &a%d {options: [*a%d, *a%d]}\n".formatted(i, i - 1, i - 1));
    }
    return Stream.of(
            "",
            "\0",
            "\uFEFF" + connection.formatted("1", "/dev/x"),
            "\t" + connection.formatted("1", "/dev/x"),
            connection.formatted("1", "/dev/x").replace("  ", "\t"),
            connection.formatted("1", "\0"),
            connection.formatted("1", "\"\\0\"").replace("serialdev,", ""),
            "connection: &a {accepter: \"tcp,1\", connector: \"serialdev,/dev/\\0\"}",
            "connection: &a {accepter: \"tcp,1\", connector: \"serialdev,\\ud800\"}",
            "connection: &a {accepter: \"tcp,1\", connector: \"serialdev,\\U00110000\"}",
            "connection: &a {accepter: \"ssl(key=\\ud800),tcp,1\", connector: \"/dev/x\"}",
            "connection: &a {accepter: \"ssl(key=,cert=),tcp,1\", connector: \"/dev/x\"}",
            connection.formatted("99999999999999999999", "/dev/x"),
            connection.formatted("1", "/dev/x,99999999999999999999n81"),
            connection.formatted("1", "/dev/x,rs485=999999999999:1"),
            connection.formatted("((((", "/dev/x"),
            connection.formatted("1", "/dev/x") + "  options: {trace-read: \"/\\ud800/x\"}\n",
            connection.formatted("1", "/dev/x") + "  timeout: 99999999999999999999\n",
            connection.formatted("1", "/dev/x") + "  options: {chardelay-min: 9999999999}\n",
            connection.formatted("1", "/dev/x") + "---\n" + connection.formatted("1", "/dev/x"),
            "---\n---\n---\n",
            "%YAML 1.1\n---\n...\n%YAML 9.9\n---\na: b\n",
            "%TAG ! tag:x,2000:\n---\nconnection: !x &a {accepter: 1}\n",
            "? [a, b]\n: c\n",
            "? &a b\n: *a\n",
            "*a : b\n",
            "include: [a]\ninclude: '*{/dev/zero}'\ninclude: \"[\"\ninclude: \"{a,\"\n",
            "include: \"\\ud800\"\ninclude: /dev/zero\ninclude: .\ninclude: ''\n",
            "define: &a '*{/dev/zero}'\ndefine: &b '*{/}'\ndefine: &c '*{'\ndefine: &d '*('\n",
            "a: " + "[".repeat(50_000),
            "a: " + "{b: ".repeat(50_000),
            "- ".repeat(50_000),
            "a: \"" + "x".repeat(1_000_000) + "\"\n",
            "connection: &a {accepter: \"" + "telnet,".repeat(20_000) + "tcp,1\"}\n",
            "connection: &a {accepter: \"telnet" + "(".repeat(100_000) + "\"}\n",
            "rotator: &a {accepter: \"tcp,1\", connections: [*a, *b, [c], {d: e}, null]}\n",
            "ser2net: [\"\\ud800\", [a], .]\np1: [{port: 1, device: \"\\ud800\"}]\n",
            "modbusproxy: [{port: 1, device: \"\\ud800\"}, *x]\np1: *y\n",
            "connections: &a {b: *a}\n",
            aliases.toString(),
            defines + connection.formatted("1", "*(d59)"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("monsters")
  void aMonstrousFileEndsInSentences(byte[] file) throws Exception {
    expectSentences(Files.write(folder.resolve("monster.yaml"), file));
  }

  @Test
  void aFileThatIsNotUtf8EndsInASentence() throws Exception {
    byte[] bytes = connection("a", 1, "/dev/\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    expectSentences(Files.write(folder.resolve("latin1.yaml"), bytes));
    Random random = new Random(20261122);
    for (int round = 0; round < 300; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      expectSentences(Files.write(folder.resolve("noise.yaml"), noise));
    }
  }

  @Test
  void filesThatIncludeEachOtherOrTooManyAreNoEndlessLoop() throws Exception {
    String both = "include: one.yaml\ninclude: two.yaml\n";
    Path one = write("one.yaml", both);
    write("two.yaml", both);
    expectSentences(one);

    for (int i = 0; i < 30; i++) {
      String next = "include: f" + (i + 1) + ".yaml\n";
      write("f" + i + ".yaml", next + next);
    }
    write("f30.yaml", connection("a", 2000, "/dev/x"));
    BridgeReader.read(List.of(folder.resolve("f0.yaml")), leftOut);
    assertThat(leftOut.all()).anyMatch(problem -> problem.text().contains("more than 1000 files"));
  }

  @Test
  void aBridgeFileThatIsItsOwnSer2netFileEndsInASentence() throws Exception {
    expectSentences(write("bridge.yaml", "ser2net: bridge.yaml\n"));
  }

  /** What the real ser2net 4.3.11 makes of two accepters, on a machine with IPv4 and IPv6. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2000               | 2000                 | clash
          2000               | ipv4,2000            | clash
          2000               | ipv6,2000            | clash
          2000               | 2001                 |
          0                  | 0                    |
          ipv6n4,2000        | ipv4,2000            | clash
          ipv4,2000          | ipv6,2000            |
          ipv4,2000          | ipv4,2000            | clash
          127.0.0.1,2000     | 2000                 | clash
          127.0.0.1,2000     | ipv4,2000            | clash
          127.0.0.1,2000     | ipv6,2000            |
          127.0.0.1,2000     | 127.0.0.1,2000       | clash
          127.0.0.1,2000     | 127.0.0.2,2000       |
          127.0.0.1,2000     | ::1,2000             |
          ::1,2000           | 2000                 | clash
          ::1,2000           | ipv4,2000            |
          ::1,2000           | ipv6,2000            | clash
          ::1,2000           | 0:0:0:0:0:0:0:1,2000 | clash
          0.0.0.0,2000       | ::,2000              |
          0.0.0.0,2000       | ipv6,2000            |
          0.0.0.0,2000       | 127.0.0.1,2000       | clash
          ::,2000            | ::1,2000             | clash
          ::,2000            | ipv4,2000            |
          ::,2000            | 2000                 | clash
          localhost,2000     | 2000                 | clash
          localhost,2000     | localhost,2000       | clash
          localhost,2000     | ipv6,2000            |
          localhost,2000     | ::1,2000             |
          ipv4,localhost,2000| ipv6,2000            |
          ipv4,localhost,2000| ipv4,2000            | clash
          """)
  void twoAcceptersClashWhereTheSystemLetsOnlyOneListen(String one, String two, String clash)
      throws Exception {
    for (List<String> order : List.of(List.of(one, two), List.of(two, one))) {
      Path file =
          write(
              "ser2net.yaml",
              ("connection: &a {accepter: 'tcp,%s', connector: 'serialdev,/dev/a'}\n"
                      + "connection: &b {accepter: 'tcp,%s', connector: 'serialdev,/dev/b'}\n")
                  .formatted(order.toArray()));
      Problems problems = new Problems();

      assertThat(BridgeReader.read(List.of(file), problems).connections())
          .as(order.toString())
          .hasSize(clash == null ? 2 : 1);
      assertThat(problems.all()).as(order.toString()).hasSize(clash == null ? 0 : 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'ipv4,2000', '', true",
    "'ipv6,2000', '', true",
    "'ipv6,2000', 0.0.0.0, false",
    "'ipv6,2000', 127.0.0.1, false",
    "'ipv4,2000', 127.0.0.1, true",
    "'2000', 127.0.0.1, true"
  })
  void aPortOfSer2netAndOneOfP1ClashWhereTheirFamiliesMeet(
      String accepter, String host, boolean clash) throws Exception {
    Path ser2net =
        write(
            "ser2net.yaml",
            "connection: &a {accepter: 'tcp,%s', connector: 'serialdev,/dev/a'}\n"
                .formatted(accepter));
    Path bridge =
        write(
            "bridge.yaml",
            "p1: [{port: 2000, %sdevice: /dev/b}]\n"
                .formatted(host.isEmpty() ? "" : "host: " + host + ", "));
    if (clash) {
      assertThatThrownBy(() -> BridgeReader.read(List.of(ser2net, bridge), leftOut))
          .hasMessageContaining("bridge.yaml:1:6: port 2000 is taken already");
    } else {
      assertThat(BridgeReader.read(List.of(ser2net, bridge), leftOut).p1Ports()).hasSize(1);
    }
  }

  @Test
  void aPortStandsInOnePlaceOnly() throws Exception {
    Path bridge =
        write(
            "bridge.yaml",
            "p1: [{port: 2001, device: /dev/a}]\n"
                + "modbusproxy: [{port: 2001, host: 127.0.0.1, device: /dev/b}]\n");

    assertThatThrownBy(() -> BridgeReader.read(List.of(bridge), leftOut))
        .hasMessageContaining("bridge.yaml:2:15: port 2001 is taken already");
  }
}

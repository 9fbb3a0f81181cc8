package org.evsebridge.bridge.config.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class Ser2netReaderTest {
  /** As the guide for home-built charging stations prints it. */
  private static final String GUIDE =
      """
      ###################
      # block for ser2net.yaml
      %YAML 1.1
      ---
      # This is a ser2net configuration file, tailored to be rather simple.
      define: &banner \\r\\nser2net port \\p device \\d [\\B] (Debian GNU/Linux)\\r\\n\\r\\n

      connection: &conDSMR
          accepter: tcp,2000
          enable: on
          options:
            max-connections: 3
            kickolduser: true
            telnet-brk-on-sync: true
          connector: serialdev,
                    /dev/ttyUSB0,
                    115200n81,local
      ###################
      """;

  private final Problems problems = new Problems();

  private Ser2netConfig read(String text) throws ConfigException {
    return Ser2netReader.of(YamlReader.read("ser2net.yaml", text), problems);
  }

  private List<String> found() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void theGuidesFileIsReadAsItStands() throws ConfigException {
    Ser2netConfig config = read(GUIDE);

    assertThat(found()).isEmpty();
    assertThat(config.connections())
        .singleElement()
        .satisfies(
            connection -> {
              assertThat(connection.name()).isEqualTo("conDSMR");
              assertThat(connection.enabled()).isTrue();
              assertThat(connection.accepter())
                  .isEqualTo(
                      new Ser2netAccepter(
                          "tcp,2000",
                          List.of(),
                          List.of(new TcpAddress(Optional.empty(), Optional.empty(), 2000))));
              assertThat(connection.connector())
                  .isEqualTo(
                      new Ser2netConnector.SerialLine(
                          "serialdev, /dev/ttyUSB0, 115200n81,local",
                          Optional.empty(),
                          "/dev/ttyUSB0",
                          new SerialParameters(
                              new SerialSettings(115_200, 8, SerialSettings.Parity.NONE, 1),
                              true,
                              false,
                              false,
                              false,
                              Optional.empty(),
                              Optional.empty(),
                              Optional.empty(),
                              true)));
              assertThat(connection.timeout()).isZero();
              assertThat(connection.options().get(Ser2netOption.MAX_CONNECTIONS)).isEqualTo(3);
              assertThat(connection.options().get(Ser2netOption.KICKOLDUSER)).isTrue();
            });
  }

  @Test
  void optionsNotGivenHaveSer2netsDefaults() throws ConfigException {
    Ser2netOptions options =
        read("""
                connection: &a
                  accepter: tcp,2000
                  connector: serialdev,/dev/ttyUSB0
                """)
            .connections()
            .get(0)
            .options();

    assertThat(options.get(Ser2netOption.MAX_CONNECTIONS)).isEqualTo(1);
    assertThat(options.get(Ser2netOption.KICKOLDUSER)).isFalse();
    assertThat(options.get(Ser2netOption.ACCEPTER_RETRY_TIME)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aDefineIsInsertedIntoTextsAndIntoOtherDefines() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            define: &dev /dev/ttyUSB7
            define: &line serialdev,*(dev)
            connection: &a
              accepter: tcp,2000
              connector: "*(line),9600n81"
            connection: &b
              accepter: tcp,2001
              connector: *line
            """);

    assertThat(found()).isEmpty();
    assertThat(config.connections())
        .extracting(connection -> connection.connector().text())
        .containsExactly("serialdev,/dev/ttyUSB7,9600n81", "serialdev,/dev/ttyUSB7");
  }

  @ParameterizedTest
  @CsvSource({
    "'serialdev,/dev/x', 9600 8N1",
    "'serialdev,/dev/x,115200', 115200 8N1",
    "'serialdev,/dev/x,9600e72', 9600 7E2",
    "'serialdev,/dev/x,9600E71 local', 9600 7E1",
    "'serialdev, /dev/x, local, 300O5', 300 5O1",
  })
  void theSpeedOfASerialLineIsReadInEveryForm(String connector, String settings)
      throws ConfigException {
    Ser2netConfig config =
        read("connection: &a\n  accepter: tcp,1\n  connector: '" + connector + "'\n");

    assertThat(config.connections().get(0).connector())
        .isInstanceOfSatisfying(
            Ser2netConnector.SerialLine.class,
            line -> assertThat(line.parameters().settings()).hasToString(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "'keepopen,serialdev,/dev/x', PT1S, false",
    "'keepopen,/dev/x', PT1S, false",
    "'keepopen(retry-time=200),serialdev,/dev/x', PT0.2S, false",
    "'keepopen(retry-time=2s,discard-badwrites),tcp,x,1', PT2S, true",
    "'keepopen(retry-time=1M30s250m discard-badwrites=yes),x,1', PT1M30.25S, true",
    "'keepopen(retry-time=1D2H),telnet,tcp,x,1', PT26H, false",
    "'keepopen(retry-time=20000u),/dev/x', PT0.02S, false",
    "'keepopen(retry-time=0),/dev/x', PT0.01S, false",
    "'keepopen(retry-time=1n),/dev/x', PT0.01S, false",
  })
  void keepopenSaysHowLongUntilADeviceIsTriedAgain(String text, Duration retry, boolean discards)
      throws ConfigException {
    Ser2netConfig config = read("connection: &a\n  accepter: tcp,1\n  connector: '" + text + "'\n");
    assertThat(problems.all()).isEmpty();
    Ser2netConnector connector = config.connections().get(0).connector();
    assertThat(connector.keepOpen()).contains(new KeepOpen(retry, discards));
    assertThat(connector.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keepopen(retry-time=abc),/dev/x | found 'abc'",
        "keepopen(retry-time=1s500),/dev/x | found '1s500'",
        "keepopen(retry-time=1h),/dev/x | found '1h'",
        "keepopen(retry-time=),/dev/x | found ''",
        "keepopen(discard-badwrites=maybe),/dev/x | 'discard-badwrites' must be true or false",
        "keepopen(readbuf=10),/dev/x | 'readbuf' is no argument of keepopen",
        "keepopen | after tcp host,port must stand",
        "telnet,keepopen,tcp,x,1 | nothing can stand in front of keepopen",
        "keepopen,keepopen,/dev/x | nothing can stand in front of keepopen",
        "keepopen,telnet,serialdev,/dev/x | nothing but keepopen can stand in front of serialdev",
      })
  void aKeepopenThatCannotBeIsAFaultWithItsReason(String text, String why) throws ConfigException {
    Ser2netConfig config = read("connection: &a\n  accepter: tcp,1\n  connector: '" + text + "'\n");
    assertThat(config.connections()).isEmpty();
    assertThat(found()).singleElement().asString().contains("ser2net.yaml:3:14: ").contains(why);
  }

  @Test
  void everyFaultIsReportedWithItsPlaceAndOnlyTheFaultyConnectionsAreLeftOut()
      throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &good
              accepter: tcp,127.0.0.1,2000
              connector: serialdev,/dev/ttyUSB0,9600n81
            connection: &bad
              accepter: tcp,twothousand
              connector: serialdev,/dev/ttyUSB0,9600n81,fast
              options:
                max-connections: many
                surprise: yes
            connection:
              accepter: tcp,2001
            connection: &empty {}
            colour: red
            connection: &alsogood
              accepter: tcp,2002
              connector: serialdev,/dev/ttyUSB1
            """);

    assertThat(config.connections())
        .extracting(Ser2netConnection::name)
        .containsExactly("good", "alsogood");
    assertThat(found())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("ser2net.yaml:5:13: ").contains("twothousand"),
            p -> assertThat(p).startsWith("ser2net.yaml:6:14: ").contains("'fast'"),
            p -> assertThat(p).startsWith("ser2net.yaml:8:22: ").contains("'max-connections'"),
            p -> assertThat(p).startsWith("ser2net.yaml:9:5: ").contains("'surprise'"),
            p -> assertThat(p).startsWith("ser2net.yaml:10:1: ").contains("needs a name"),
            p -> assertThat(p).startsWith("ser2net.yaml:12:13: ").contains("'accepter'"),
            p -> assertThat(p).startsWith("ser2net.yaml:12:13: ").contains("'connector'"),
            p -> assertThat(p).startsWith("ser2net.yaml:13:1: ").contains("'colour'"));
  }

  @Test
  void anInsertionOfSomethingThatIsNotDefinedIsAFaultOfItsConnection() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a
              accepter: tcp,2000
              connector: serialdev,*(nowhere)
            """);

    assertThat(config.connections()).isEmpty();
    assertThat(found()).first().asString().startsWith("ser2net.yaml:3:14: ").contains("'nowhere'");
  }

  @Test
  void anAliasOfNothingIsAFaultOfItsConnectionOnly() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a
              accepter: tcp,2000
              connector: *nowhere
              options:
                banner: *hello
                led-tx: *dark
            connection: &b
              accepter: *here
              connector: serialdev,/dev/ttyUSB0,fast
            connection: &c {accepter: "tcp,2002", connector: "serialdev,/dev/ttyUSB2,local"}
            """);

    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("c");
    assertThat(found())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("ser2net.yaml:3:14: ").contains("*nowhere"),
            p -> assertThat(p).startsWith("ser2net.yaml:5:13: ").contains("*hello"),
            p -> assertThat(p).startsWith("ser2net.yaml:6:13: ").contains("*dark"),
            p -> assertThat(p).startsWith("ser2net.yaml:8:13: ").contains("*here"),
            p -> assertThat(p).startsWith("ser2net.yaml:9:14: ").contains("'fast'"));
  }

  @Test
  void anAliasMayStandForWhatTheIncludingFileHasNamed(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("more.yaml"),
        "define: &port tcp,2001\n" + "connection: &b\n  accepter: tcp,2000\n  connector: *dev\n");
    Path main =
        Files.writeString(
            folder.resolve("ser2net.yaml"),
            """
            define: &dev serialdev,/dev/ttyUSB0,local
            include: more.yaml
            rotator: &r {accepter: *port, connections: [*b, *unknown]}
            """);

    Ser2netConfig config = Ser2netReader.read(main, problems);

    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("b");
    assertThat(config.rotators())
        .singleElement()
        .satisfies(rotator -> assertThat(rotator.accepter().text()).isEqualTo("tcp,2001"))
        .satisfies(rotator -> assertThat(rotator.connections()).contains("b"));
    assertThat(found()).singleElement().asString().contains(":3:49: ").contains("'unknown'");
  }

  @Test
  void theFaultsOfASecondConnectionOfANameAreReportedToo() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a {accepter: "tcp,2000", connector: "serialdev,/dev/ttyUSB0,local"}
            connection: &a {accepter: "tcp,x", connector: "serialdev,/dev/ttyUSB1,local"}
            """);

    assertThat(config.connections()).hasSize(1);
    assertThat(found())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("ser2net.yaml:2:1: ").contains("'a' already"),
            p -> assertThat(p).startsWith("ser2net.yaml:2:27: ").contains("'x'"));
  }

  @Test
  void keysMayBeWrittenInAnyCase() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            Connection: &a
              Accepter: tcp,2000
              ENABLE: Off
              connector: serialdev,/dev/x,LOCAL
              Options: {Max-Connections: 7}
            """);

    assertThat(found()).isEmpty();
    assertThat(config.connections())
        .singleElement()
        .satisfies(connection -> assertThat(connection.enabled()).isFalse())
        .satisfies(
            connection ->
                assertThat(connection.options().get(Ser2netOption.MAX_CONNECTIONS)).isEqualTo(7));
  }

  @Test
  void aTraceInAFolderThatIsMissingIsSaid(@TempDir Path folder) throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a
              accepter: tcp,2000
              connector: serialdev,/dev/ttyUSB0,local
              options:
                trace-read: FOLDER/read
                trace-write: FOLDER/missing/write
                trace-both: FOLDER/\\Y/both
            """
                .replace("FOLDER", folder.toString()));

    assertThat(found()).isEmpty();
    assertThat(config.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.at().line()).isEqualTo(6))
        .asString()
        .contains(folder + "/missing is missing");
  }

  /** Files of the first grammar and their twins of the second. */
  private static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of(
            """
            define: &dev serialdev,/dev/ttyUSB7
            define: &hello "hello *(dev), 2 ** 3"
            connection: &a
              accepter: tcp,2000
              connector: "*(dev),9600n81,local"
              options:
                banner: *hello
            """,
            """
            defines:
              dev: serialdev,/dev/ttyUSB7
              hello: "hello =(dev), 2 ** 3"
            connections:
              a:
                accepter: tcp,2000
                connector: "=(dev),9600n81,local"
                options:
                  banner: "=(hello)"
            """),
        Arguments.of(
            """
            default:
              name: speed
              value: 19200e71
              class: serialdev
            default:
              name: speed
              value: 300
            default:
              name: max-connections
              value: 4
            default:
              name: local
              value: true
            connection: &a
              accepter: tcp,2000
              connector: serialdev,/dev/a
            delete_default:
              name: speed
              class: serialdev
            connection: &b
              accepter: tcp,2001
              connector: serialdev,/dev/b,-local
              options:
                max-connections: 2
            rotator: &r
              accepter: telnet(rfc2217),tcp,localhost,2002
              connections: [ *a, *b ]
            """,
            """
            defaults:
              speed:
                value: 19200e71
                class: serialdev
              local: {value: true}
              max-connections: {value: 4}
            ---
            defaults:
              speed: {value: 300}
            connections:
              a:
                accepter: tcp,2000
                connector: serialdev,/dev/a
            ---
            delete_defaults:
              speed: [ serialdev ]
            connections:
              b:
                accepter: tcp,2001
                connector: serialdev,/dev/b,-local
                options:
                  max-connections: 2
            rotators:
              r:
                accepter: telnet(rfc2217),tcp,localhost,2002
                connections: [ a, b ]
            """));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void bothGrammarsSayTheSame(String first, String second) throws ConfigException {
    Ser2netConfig one = read(first);
    Ser2netConfig two = read(second);

    assertThat(found()).isEmpty();
    assertThat(one.connections()).hasSameSizeAs(two.connections()).isNotEmpty();
    for (int i = 0; i < one.connections().size(); i++) {
      assertThat(one.connections().get(i).isSameAs(two.connections().get(i)))
          .as(one.connections().get(i) + " is " + two.connections().get(i))
          .isTrue();
    }
    assertThat(one.rotators())
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Position.class)
        .isEqualTo(two.rotators());
  }

  @Test
  void defaultsCountForWhatComesBehindThem() throws ConfigException {
    Ser2netConfig config = read((String) twins().skip(1).findFirst().orElseThrow().get()[0]);

    assertThat(config.connections())
        .extracting(connection -> line(connection).parameters().settings().toString())
        .containsExactly("19200 7E1", "300 8N1");
    assertThat(config.connections())
        .extracting(connection -> line(connection).parameters().local())
        .containsExactly(true, false);
    assertThat(config.connections())
        .extracting(connection -> connection.options().get(Ser2netOption.MAX_CONNECTIONS))
        .containsExactly(4, 2);
  }

  private static Ser2netConnector.SerialLine line(Ser2netConnection connection) {
    return (Ser2netConnector.SerialLine) connection.connector();
  }

  @Test
  void aDefaultThatWouldGuardAccessLeavesTheConnectionsBehindItOut() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &before {accepter: "tcp,1", connector: "serialdev,/dev/x"}
            default: {name: pamauth, value: login}
            connection: &behind {accepter: "tcp,2", connector: "serialdev,/dev/y"}
            """);

    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("before");
    assertThat(found()).singleElement().asString().contains(":3:").contains("pamauth");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          first  | a**b **(x) *(*x) *{*y} ***z *c **      | a**b *X *(x) *{y} ***z *c *
          second | a==b ===(x) =(=x) ={=y} ===z =c *d *(e) = | a=b =X =(x) ={y} ==z =c *d *(e)
          """)
  void marksStandForThemselvesAsInSer2net(String grammar, String written, String expected)
      throws ConfigException {
    String connection = "{accepter: 'tcp,1', connector: '/dev/x', options: {banner: '%s'}}\n";
    Ser2netConfig config =
        read(
            (grammar.equals("first")
                    ? "define: &x X\nconnection: &a " + connection
                    : "defines: {x: X}\nconnections:\n  a: " + connection)
                .formatted(written));

    assertThat(found()).isEmpty();
    assertThat(config.connections().get(0).options().get(Ser2netOption.BANNER).stripTrailing())
        .isEqualTo(expected);
  }

  @Test
  void theGrammarsMustNotBeMixed() throws ConfigException {
    read("define: &a b\nconnections:\n  c: {accepter: tcp,1}\n");

    assertThat(found()).singleElement().asString().contains("2:1").contains("other grammar");
  }

  @Test
  void filesAreIncludedByPatternsInTheirContext(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("conf.d"));
    for (String name : List.of("b", "a")) {
      Files.writeString(
          folder.resolve("conf.d/" + name + ".yaml"),
          "connection: &%s\n  accepter: tcp,*(port)%s\n  connector: serialdev,/dev/%s,local\n"
              .formatted(name, name.equals("a") ? "1" : "2", name));
    }
    Files.writeString(folder.resolve("secret"), "from a file");
    Path main =
        Files.writeString(
            folder.resolve("ser2net.yaml"),
            """
            define: &port 200
            include: conf.d/*.yaml
            include: %s/none-of-it.yaml
            connection: &c
              accepter: tcp,2003
              connector: serialdev,/dev/c,local
              options:
                banner: "*{%s}!"
            """
                .formatted(folder, folder.resolve("secret")));

    Ser2netConfig config = Ser2netReader.read(main, problems);

    assertThat(config.connections())
        .extracting(connection -> connection.accepter().text())
        .containsExactly("tcp,2001", "tcp,2002", "tcp,2003");
    assertThat(config.connections().get(2).options().get(Ser2netOption.BANNER))
        .isEqualTo("from a file!");
    assertThat(found()).singleElement().asString().contains(":3:10: there is no file");
  }

  @Test
  void filesThatIncludeEachOtherAreNoEndlessLoop(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ser2net.yaml"), "include: ser2net.yaml\n");

    Ser2netReader.read(file, problems);

    assertThat(found()).isNotEmpty().allMatch(problem -> problem.contains("circle"));
  }

  @Test
  void allFaultsOfASerialLineAreToldInOneGo() throws ConfigException {
    read(
        "connection: &a\n  accepter: tcp,1\n  connector: serialdev,/dev/x,9600n81x,locl,rs485=1\n");

    assertThat(found())
        .allMatch(problem -> problem.startsWith("ser2net.yaml:3:14: "))
        .satisfiesExactly(
            p -> assertThat(p).contains("'9600n81x' is no parameter"),
            p -> assertThat(p).contains("'locl' is no parameter"),
            p -> assertThat(p).contains("'rs485' must be"));
  }

  @ParameterizedTest
  @CsvSource({"accepter, server, client", "connector, client, server"})
  void allFaultsOfAStackAreToldInOneGo(String key, String mode, String wrong) throws Exception {
    String other = key.equals("accepter") ? "connector: /dev/x" : "accepter: tcp,1";
    read(
        """
        connection: &a
          %s
          %s: telnet(rfc2217=maybe,colour,mode=%s),\
            ssl(key=/nokey,cert=/nocert,CA=/noca,clientauth,allow-authfail,shape,mode=%s),\
            tcp(laddr=x,size),no-port-here
        """
            .formatted(other, key, wrong, wrong));

    assertThat(found())
        .allMatch(problem -> problem.startsWith("ser2net.yaml:3:"))
        .extracting(problem -> problem.replaceFirst("^[^ ]+ ", ""))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).isEqualTo("telnet can only be mode=" + mode + " here"),
            p -> assertThat(p).startsWith("'rfc2217' must be true or false"),
            p -> assertThat(p).isEqualTo("'colour' is no argument of telnet"),
            p -> assertThat(p).isEqualTo("ssl can only be mode=" + mode + " here"),
            p -> assertThat(p).contains("/nokey, cannot be read"),
            p -> assertThat(p).contains("/nocert, cannot be read"),
            p -> assertThat(p).contains("/noca, cannot be read"),
            p -> assertThat(p).startsWith("'allow-authfail' of ssl cannot be had here"),
            p -> assertThat(p).isEqualTo("'shape' is no argument of ssl"),
            p -> assertThat(p).startsWith("'laddr' of tcp cannot be had here"),
            p -> assertThat(p).isEqualTo("'size' is no argument of tcp"),
            p -> assertThat(p).startsWith("after tcp ").contains("'no-port-here'"));
  }

  @Test
  void allFaultsOfASerialDeviceAreToldInOneGo() throws ConfigException {
    read("connection: &a\n  accepter: tcp,1\n  connector: serialdev(uucplock=x,wronly)\n");

    assertThat(found())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("'uucplock' must be true or false"),
            p -> assertThat(p).contains("'wronly' of serialdev cannot be had"),
            p -> assertThat(p).contains("after serialdev the device must stand"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authdir: /etc/auth      | does not know users
          pamauth: login          | does not know users
          allowed-users: me       | does not know users
          connback: 'udp,x,1'     | cannot be had in a connback
          connback: 'ssl(cert=),x,1' | needs CA=file
          connback: 'telnet,x,1'  | must have the form of its accepter
          connback: 'tcp,1'       | host,port must stand
          remaddr: nonsense       | must be addresses
          remaddr: '!192.0.2.1,9' | with '!' belongs to connback
          kickolduser: perhaps    | must be true or false
          max-connections: -3     | must be a whole number
          nosuchoption: 1         | there is no option
          banner: [a, b]          | must be a single value
          """)
  void anOptionThatCannotBeHadLeavesItsConnectionOut(String option, String expected)
      throws ConfigException {
    Ser2netConfig config =
        read(
            "connection: &a\n  accepter: tcp,1\n  connector: serialdev,/dev/x\n  options:\n    "
                + option
                + "\n");

    assertThat(config.connections()).isEmpty();
    assertThat(found()).singleElement().asString().contains(expected);
  }

  @Test
  void everyOptionHasItsPlaceInTheTableAndSaysWhatItIsForOrWhyItHasNoEffect()
      throws ConfigException {
    for (Ser2netOption<?> option : Ser2netOption.all()) {
      assertThat(option.term().says()).as(option.key()).isNotBlank();
    }
    Ser2netConfig config =
        read(
            """
            led: &l {driver: sysfs}
            admin: {accepter: "tcp,3000"}
            connection: &a
              accepter: tcp,1
              connector: serialdev,/dev/x,local
              options:
                led-tx: *l
                mdns: true
            """
                .replace("*l", "l"));
    assertThat(found()).isEmpty();
    assertThat(config.notices()).hasSize(4);
  }

  @Test
  void connbacksAddUpAndThoseBeyondMaxConnectionsAreLeftOutWithANotice() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a
              accepter: telnet,tcp,2000
              connector: serialdev,/dev/x,local
              options:
                max-connections: 2
                connback: telnet,tcp,one,1
                connback: telnet(rfc2217),two,2;telnet,tcp,three,3;
            """);
    assertThat(found()).isEmpty();
    assertThat(config.connections().get(0).connbacks())
        .extracting(Ser2netConnback::text)
        .containsExactly("telnet,tcp,one,1", "telnet(rfc2217),two,2");
    assertThat(config.notices().get(0).text()).contains("only 2 of 3 connbacks");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 0"})
  void whoseClientsWouldThrowEachOtherOutIsSaid(int places, int notices) throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &meter
              accepter: tcp,2000
              connector: serialdev,/dev/ttyUSB0,115200n81,local
              options: {kickolduser: true, max-connections: %d}
            """
                .formatted(places));

    assertThat(found()).isEmpty();
    assertThat(config.notices())
        .filteredOn(notice -> notice.text().contains("two clients throw each other out"))
        .hasSize(notices);
  }

  @ParameterizedTest
  @CsvSource({
    "'serialdev,/dev/x,9600n81,rtscts,xonxoff=on,hangup-when-done', ',9600N81,XONXOFF,RTSCTS,HANGUP_WHEN_DONE'",
    "'serialdev(nouucplock=true),/dev/x,speed=1200O82 LOCAL', ',1200O82,CLOCAL'",
    "'/dev/x,EVEN 7DATABITS 2STOPBITS -RTSCTS', ',9600E72'",
    "'serialdev,/dev/x,HANGUP_WHEN_DONE -HANGUP_WHEN_DONE,local=1,-local,nobreak,dtr=off', ',9600N81'",
  })
  void allParametersOfASerialLineAreRead(String connector, String shown) throws ConfigException {
    Ser2netConfig config =
        read("connection: &a\n  accepter: 2000\n  connector: '" + connector + "'\n");

    assertThat(found()).isEmpty();
    assertThat(line(config.connections().get(0)).parameters().shown()).isEqualTo(shown);
  }

  /** Every argument of the table, given a value that asks for something. */
  @ParameterizedTest
  @EnumSource(GensioArgument.class)
  void everyArgumentDoesWhatItsTableSays(GensioArgument argument, @TempDir Path folder)
      throws Exception {
    Path pem = Files.createFile(folder.resolve("x.pem"));
    Map<GensioArgument, String> values =
        Map.of(
            GensioArgument.TELNET_MODE, "server",
            GensioArgument.SSL_MODE, "server",
            GensioArgument.SSL_KEY, pem.toString(),
            GensioArgument.SSL_CERT, pem.toString(),
            GensioArgument.SSL_CA, pem.toString(),
            GensioArgument.SERIAL_SPEED, "300",
            GensioArgument.SERIAL_RS485, "1:1",
            GensioArgument.TCP_TCPD, "print");
    String given = argument.key() + "=" + values.getOrDefault(argument, "true");
    String ssl = "key=%s,cert=%s,CA=%s,clientauth".formatted(pem, pem, pem);
    String accepter =
        switch (argument.gensio()) {
          case TCP -> "tcp(%s),1".formatted(given);
          case TELNET -> "telnet(%s),tcp,1".formatted(given);
          case SSL -> "ssl(%s,%s),tcp,1".formatted(ssl, given);
          default -> "tcp,1";
        };
    boolean behindDevice =
        argument.name().matches("SERIAL_(SPEED|LOCAL|RTSCTS|XONXOFF|HANGUP.*|RS485|DTR|RTS)");
    String connector =
        argument.gensio() != GensioName.SERIALDEV
            ? "serialdev,/dev/x,local"
            : behindDevice
                ? "serialdev,/dev/x,local," + given
                : "serialdev(" + given + "),/dev/x,local";

    Ser2netConfig config =
        read("connection: &a\n  accepter: %s\n  connector: %s\n".formatted(accepter, connector));

    assertThat(argument.term().says()).isNotBlank();
    switch (argument.term().support()) {
      case SUPPORTED -> {
        assertThat(found()).isEmpty();
        assertThat(config.notices()).isEmpty();
      }
      case WITHOUT_EFFECT -> {
        assertThat(found()).isEmpty();
        assertThat(config.notices())
            .singleElement()
            .asString()
            .contains("'" + argument.key() + "'")
            .contains(argument.term().says());
      }
      default -> {
        assertThat(config.connections()).isEmpty();
        assertThat(found())
            .singleElement()
            .asString()
            .contains("'" + argument.key() + "'")
            .contains(argument.term().says());
      }
    }
  }

  @Test
  void aRefusedArgumentThatIsSwitchedOffAsksForNothing() throws ConfigException {
    read(
        """
        connection: &a
          accepter: tcp(tcpd=off),1
          connector: serialdev(wronly=no,rdonly=0,uucplock=false),/dev/x,local,wronly=false
        """);

    assertThat(found()).isEmpty();
  }

  @Test
  void aRefusedArgumentIsRefusedAsADefaultToo() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            default: {name: tcpd, value: "on", class: tcp}
            default: {name: nodelay, value: true}
            default: {name: authdir-admin, value: /etc/x}
            connection: &a {accepter: "tcp,1", connector: "serialdev,/dev/x,local"}
            """);

    assertThat(config.connections()).isEmpty();
    assertThat(found()).singleElement().asString().contains(":4:").contains("'tcpd'");
    assertThat(config.notices())
        .extracting(Problem::text)
        .satisfiesExactly(
            notice -> assertThat(notice).contains("'nodelay'"),
            notice -> assertThat(notice).contains("'authdir-admin'"));
  }

  @Test
  void aRotatorHasNoneOfAConnectionsOptions() throws ConfigException {
    Ser2netConfig config =
        read(
            """
            connection: &a {accepter: "tcp,1", connector: "sdev,/dev/x,local"}
            rotator: &r
              accepter: tcp,2
              connections: [*a]
              options:
                accepter-retry-time: 3
                remaddr: 192.168.1.5,0
            """);

    assertThat(config.rotators()).isEmpty();
    assertThat(found()).singleElement().asString().contains(":7:5: ").contains("'remaddr'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ipv4,tcp,localhost,2000            | ipv4 localhost 2000",
        "ipv6,tcp,::1,2000                  | ipv6 ::1 2000",
        "telnet(rfc2217),ipv4,tcp,a,2000    | ipv4 a 2000",
        "ipv4,tcp(nodelay),a,2000           | ipv4 a 2000",
        "ipv4,a,2000                        | ipv4 a 2000",
        "tcp,ipv6n4,a,2000                  | ipv6n4 a 2000",
        "ipv6n4,tcp,a,2000                  |",
        "ipv4,udp,a,2000                    |",
        "tcp,ipv4,tcp,a,2000                |",
        "ipv4,telnet,tcp,a,2000             |",
      })
  void theFamilyMayStandInFrontOfTcpInConnectorsConnbacksAndAccepters(String text, String address)
      throws ConfigException {
    String telnet = text.startsWith("telnet") ? "telnet," : "";
    Ser2netConfig config =
        read(
            """
            connection: &a
              accepter: %stcp,1
              connector: /dev/x
              options: {connback: "%s"}
            connection: &b
              accepter: %s
              connector: %s
            """
                .formatted(telnet, text, text, text));
    if (address == null) {
      assertThat(config.connections()).isEmpty();
      return;
    }
    assertThat(problems.all()).isEmpty();
    Ser2netConnection both = config.connections().get(1);
    assertThat(
            Stream.of(
                    config.connections().get(0).connbacks().get(0).addresses(),
                    both.accepter().addresses(),
                    ((Ser2netConnector.Remote) both.connector()).addresses())
                .flatMap(List::stream)
                .map(
                    one ->
                        one.family().orElse("") + " " + one.host().orElse("") + " " + one.port()))
        .containsOnly(address)
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'127.0.0.1,0', true",
    "'ipv4,127.0.0.1,0', true",
    "'ipv4,tcp,127.0.0.1,0', true",
    "'tcp,127.0.0.1,0', true",
    "'ipv6,tcp,::ffff:127.0.0.1,0', true",
    "'ipv6,tcp,127.0.0.1,0', false",
    "'ipv4,tcp,tcp,127.0.0.1,0', false",
  })
  void theFamilyMayStandInFrontOfARemoteAddress(String text, boolean known) {
    Optional<RemoteAddresses> read = RemoteAddresses.parse(text);
    assertThat(read.isPresent()).isEqualTo(known);
    read.ifPresent(
        one -> assertThat(one.admit(new java.net.InetSocketAddress("127.0.0.1", 9))).isTrue());
  }

  @Test
  void rs485IsReadWithItsTimesInMilliseconds() throws ConfigException {
    Ser2netConfig config =
        read(
            "connection: &a\n  accepter: tcp,1\n"
                + "  connector: serialdev,/dev/x,rs485=1:20:rts_after_send:terminate_bus\n");

    assertThat(line(config.connections().get(0)).parameters().rs485())
        .contains(new Rs485(false, Duration.ofMillis(1), Duration.ofMillis(20), false, true));
  }

  @Test
  void whateverIsInAFileReadingItEndsWithASentence() {
    List<String> seeds =
        List.of(
            GUIDE,
            (String) twins().findFirst().orElseThrow().get()[1],
            (String) twins().skip(1).findFirst().orElseThrow().get()[1],
            (String) twins().skip(1).findFirst().orElseThrow().get()[0]);
    Random random = new Random(20261122);
    String alphabet = "&*=(){}[],:-\\'\"# \n\tabz019~!|>%/\0\u00e9";
    for (int round = 0; round < 1_500; round++) {
      StringBuilder text = new StringBuilder(seeds.get(round % seeds.size()));
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, end, "" + alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Problems faults = new Problems();
      try {
        Ser2netReader.of(YamlReader.read("f.yaml", text.toString()), faults);
      } catch (ConfigException e) {
        assertThat(e.problems()).isNotEmpty();
      }
      assertThat(faults.all()).allMatch(problem -> !problem.text().isBlank());
    }
  }
}

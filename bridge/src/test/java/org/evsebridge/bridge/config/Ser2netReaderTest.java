package org.evsebridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}

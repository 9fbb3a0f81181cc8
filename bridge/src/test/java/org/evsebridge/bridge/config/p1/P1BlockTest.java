package org.evsebridge.bridge.config.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.testing.BridgeFileJudge;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class P1BlockTest {
  private final Problems problems = new Problems();

  private List<P1Config> read(String entry) throws ConfigException {
    YamlNode list = YamlReader.read("bridge.yaml", "- " + entry).get(0);
    BridgeFileJudge.judge("p1", ((YamlNode.Sequence) list).items());
    return P1Block.ENTRY.read(((YamlNode.Sequence) list).items().get(0), problems).stream()
        .toList();
  }

  @Test
  void aPortAndADeviceAreEnough() throws ConfigException {
    P1Config config = read("{port: 2000, device: /dev/ttyUSB0}").get(0);

    assertThat(config.listen().getPort()).isEqualTo(2000);
    assertThat(config.listen().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(config.settings()).hasToString("115200 8N1");
    assertThat(config.framing()).isEqualTo(P1Config.Pieces.TELEGRAM);
    assertThat(config.crc()).isEqualTo(P1Config.Crc.KEEP);
    assertThat(config.maxConnections()).isEqualTo(32);
    assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.dtr()).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    P1Config config =
        read("{port: 1, host: 127.0.0.1, device: /dev/x, baudrate: 9600, comset: 7E1, dtr: on,"
                + " rts: off, framing: raw, crc: add, max-connections: 2, max-unsent: 5000,"
                + " write-timeout: 1s, give-way-after: 2s, keepalive: 3s, replay-cycles: 4,"
                + " silent-after: 5s, late-cycles: 7, wrong-in-a-row: 8}")
            .get(0);

    assertThat(config)
        .isEqualTo(
            new P1Config(
                new java.net.InetSocketAddress("127.0.0.1", 1),
                "/dev/x",
                new SerialSettings(9600, 7, SerialSettings.Parity.EVEN, 1),
                Optional.of(true),
                Optional.of(false),
                P1Config.Pieces.RAW,
                P1Config.Crc.ADD,
                2,
                5000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                4,
                new SilenceLimits(Duration.ofSeconds(5), 7, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {device: /dev/x}                            | 1:3: 'port' is missing
          {port: 1}                                   | 1:3: 'device' is missing
          {port: , device: /dev/x}                    | 1:3: 'port' is missing
          {port: 70000, device: /dev/x}               | 1:10: 'port' must be
          {port: 1, device: /dev/x, comset: 9N1}      | 1:37: 'comset' must be
          {port: 1, device: /dev/x, framing: packets} | 1:38: 'framing' must be one of telegram, raw
          {port: 1, device: /dev/x, keepalive: 1s}    | 1:40: 'keepalive' must be at least 3s
          {port: 1, device: /dev/x, keepalive: 10h}   | 1:40: 'keepalive' must be 9h at most
          {port: 1, device: /dev/x, banner: hello}    | 1:29: 'banner' is not known here
          """)
  void aFaultIsReportedWhereItStands(String entry, String expected) throws ConfigException {
    read(entry);
    assertThat(problems.all()).singleElement().asString().startsWith("bridge.yaml:" + expected);
  }
}

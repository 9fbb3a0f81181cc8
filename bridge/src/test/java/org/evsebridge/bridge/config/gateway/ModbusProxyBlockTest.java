package org.evsebridge.bridge.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.Subnet;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusProxyBlockTest {
  private final Problems problems = new Problems();

  private List<ModbusProxyConfig> read(String... lines) throws ConfigException {
    YamlNode list = YamlReader.read("bridge.yaml", String.join("\n", lines)).get(0);
    return ModbusProxyReader.read(((YamlNode.Sequence) list).items(), problems);
  }

  @Test
  void anEntryOfEvccIsTakenAsItIs() throws Exception {
    List<ModbusProxyConfig> entries =
        read(
            "- port: 1502",
            "  device: /dev/ttyUSB0",
            "  baudrate: 19200",
            "  comset: 8E1",
            "  id: 2",
            "  subdevice: 0",
            "  timeout: 300ms",
            "  delay: 10ms",
            "  udp: false");
    assertThat(problems.all()).isEmpty();
    ModbusProxyConfig entry = entries.get(0);
    assertThat(entry.listen().getPort()).isEqualTo(1502);
    assertThat(entry.listen().getAddress().isAnyLocalAddress()).isTrue();
    assertThat(entry.line().upstream())
        .isEqualTo(
            new Upstream.Serial(
                "/dev/ttyUSB0",
                new SerialSettings(19200, 8, SerialSettings.Parity.EVEN, 1),
                Optional.empty(),
                false));
    assertThat(entry.line().times().timeout()).isEqualTo(Duration.ofMillis(300));
    assertThat(entry.line().times().delay()).isEqualTo(Duration.ofMillis(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          readOnly: true  | PRETEND
          READONLY: Deny  | DENY
          readonly: ""    | OFF
          readonly: 0     | OFF
          readonly: 1     | PRETEND
          readonly:       | OFF
          """)
  void readonlyIsWrittenAsEvccTakesIt(String key, Access.ReadOnly expected) throws Exception {
    ModbusProxyConfig entry =
        read("- PORT: 1502", "  Device: /dev/x", "  Baudrate: 19200", "  " + key).get(0);
    assertThat(problems.all()).isEmpty();
    assertThat(entry.access().readonly()).isEqualTo(expected);
    assertThat(entry.line().upstream()).extracting("settings.baudrate").isEqualTo(19200);
  }

  @Test
  void evccsShortWordsOfALineAndASwitchAreTaken() throws Exception {
    ModbusProxyConfig serial = read("- {port: 1, device: /dev/x, comset: 80, udp: 0}").get(0);
    ModbusProxyConfig remote = read("- {port: 1, uri: h, rtu: 1}").get(0);
    assertThat(problems.all()).isEmpty();
    assertThat(serial.line().upstream()).extracting("settings").hasToString("9600 8E1");
    assertThat(remote.line().upstream()).isInstanceOf(Upstream.RtuOverTcp.class);
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    ModbusProxyConfig entry = read("- {port: 1502, device: /dev/ttyUSB0}").get(0);
    assertThat(entry)
        .isEqualTo(
            new ModbusProxyConfig(
                new InetSocketAddress("::", 1502),
                ModbusProxyConfig.ClientFraming.AUTO,
                2000,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ZERO,
                false,
                new Access(Access.ReadOnly.OFF, List.of(), List.of()),
                new UnitKinds(Map.of(), Map.of()),
                new LineConfig(
                    new Upstream.Serial(
                        "/dev/ttyUSB0", SerialSettings.MODULE, Optional.empty(), false),
                    new LineTimes(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(5)),
                    new LateAnswers(Duration.ofSeconds(5), true, false),
                    new Retries(1, 0),
                    1000),
                Map.of(),
                false));
  }

  @Test
  void everyKeyIsTaken() throws Exception {
    ModbusProxyConfig entry =
        read(
                "- port: 1502",
                "  host: 127.0.0.1",
                "  device: /dev/ttyUSB0",
                "  framing: rtu",
                "  max-connections: 3",
                "  idle-timeout: 1m",
                "  deadline: 2s",
                "  cache: 500ms",
                "  reply-on-broadcast: true",
                "  readonly: deny",
                "  allow: [192.168.1.0/24, '::1']",
                "  clients:",
                "  - {address: 192.168.1.20, readonly: false, trusted: true}",
                "  protect: {2: smartevse, 7: {reads: [0x000A-0x000D, 17], writes: 0x0200}}",
                "  describe: {3: smartevse}",
                "  timeout: 2s",
                "  absent-timeout: 700ms",
                "  late: 300ms",
                "  late-at-most: 3s",
                "  fences: false",
                "  late-ends-with-connection: true",
                "  gap: 0",
                "  frame-silence: 50ms",
                "  broadcast-delay: 200ms",
                "  unit-retry: 10s",
                "  retries: 2",
                "  queue: 50",
                "  echo: true",
                "  rs485: {rts: low, delay-before: 1ms, delay-after: 2ms}")
            .get(0);
    assertThat(problems.all()).isEmpty();
    assertThat(entry)
        .isEqualTo(
            new ModbusProxyConfig(
                new InetSocketAddress("127.0.0.1", 1502),
                ModbusProxyConfig.ClientFraming.RTU,
                3,
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                true,
                new Access(
                    Access.ReadOnly.DENY,
                    List.of(subnet("192.168.1.0/24"), subnet("::1")),
                    List.of(
                        new Access.ClientRule(
                            subnet("192.168.1.20"), Optional.of(Access.ReadOnly.OFF), true))),
                new UnitKinds(
                    Map.of(
                        2,
                        new UnitKinds.Known(UnitKinds.DeviceKind.SMARTEVSE),
                        7,
                        new UnitKinds.Ranges(
                            List.of(
                                new UnitKinds.AddressRange(0x0A, 0x0D),
                                new UnitKinds.AddressRange(17, 17)),
                            List.of(new UnitKinds.AddressRange(0x0200, 0x0200)))),
                    Map.of(3, UnitKinds.DeviceKind.SMARTEVSE)),
                new LineConfig(
                    new Upstream.Serial(
                        "/dev/ttyUSB0",
                        SerialSettings.MODULE,
                        Optional.of(new Rs485(false, Duration.ofMillis(1), Duration.ofMillis(2))),
                        true),
                    new LineTimes(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(700),
                        Duration.ZERO,
                        Duration.ofMillis(300),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofMillis(50)),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10)),
                    new LateAnswers(Duration.ofSeconds(3), false, true),
                    new Retries(2, 2),
                    50),
                Map.of(),
                true));
  }

  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.9:1502, false, 192.168.1.9:1502",
    "converter, true, converter:502",
    "'[::1]:1502', true, ::1:1502",
  })
  void anUpstreamOverTcpIsAUriWithOrWithoutRtu(String uri, boolean rtu, String name)
      throws Exception {
    Upstream upstream =
        read("- {port: 1502, uri: '" + uri + "', rtu: " + rtu + "}").get(0).line().upstream();
    assertThat(upstream.name()).isEqualTo(name);
    assertThat(upstream).isInstanceOf(rtu ? Upstream.RtuOverTcp.class : Upstream.ModbusTcp.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "- {device: /dev/x}|bridge.yaml:1:3: 'port' is missing",
        "- {port: 1502}|bridge.yaml:1:3: 'device' (such as /dev/ttyUSB0) or 'uri'",
        "- {port: 1502, device: /dev/x, uri: h}|give either 'device' or 'uri', not both",
        "- {port: 1502, uri: 'h:99999'}|'uri' must be a host with or without a port",
        "- {port: 1502, uri: h, rs485: {}}|'rs485' belongs to 'device'",
        "- {port: 1502, device: /dev/x, rs485: {rts: up}}|'rts' must be one of high, low",
        "- {port: 1502, device: /dev/x, readonly: maybe}|'readonly' must be true, false or deny",
        "- {port: 1502, device: /dev/x, allow: [here]}|'allow' holds addresses",
        "- {port: 1502, device: /dev/x, allow: [10.0.0.0/33]}|'allow' holds addresses",
        "- {port: 1502, device: /dev/x, clients: [{trusted: true}]}|'address' is missing",
        "- {port: 1502, device: /dev/x, protect: {2: oven}}|'2' must be one of smartevse",
        "- {port: 1502, device: /dev/x, protect: {256: smartevse}}|'256' is no unit; units are 0 to 255",
        "- {port: 1502, device: /dev/x, protect: {2: {reads: [5-3]}}}|'reads' holds addresses",
        "- {port: 1502, device: /dev/x, framing: ascii}|'framing' must be one of auto, tcp, rtu",
        "- {port: 70000, device: /dev/x}|1:10: 'port' must be a whole number from 0 to 65535",
        "- {port: 1502, device: /dev/x, udp: true}|1:37: 'udp: true' is not built here",
        "- {port: 1502, device: /dev/x, comset: 7E1}|'comset' must be 8 data bits",
        "- {port: 1502, device: /dev/x, comset: 8X1}|'comset' must be 8 data bits",
        "- {port: 1502, device: /dev/x, timeout: 3}|'timeout' must be a duration",
        "- {port: 1502, device: /dev/x, baud rate: 9600}|'baud rate' is not known here; known are port, host,",
        "- {port: 1502, device: /dev/x, baud rate: 9600}|; did you mean 'baudrate'?",
        "- {port: 1502, device: /dev/x, Rtu: 2}|'rtu' must be true or false, found '2'",
        "- {port: 1502, device: /dev/x, rtu: true, RTU: true}|'RTU' stands here a second time",
        "- {port: 1502, device: /dev/x, comset: 81}|'comset' must be 8 data bits",
        "- {port: 1502, device: /dev/x, readonly: 2}|'readonly' must be true, false or deny",
      })
  void whatIsWrongIsSaidWithItsPlace(String yaml, String expected) throws Exception {
    read(yaml);
    assertThat(problems.all()).singleElement().asString().contains(expected);
  }

  @Test
  void entriesOnOneDeviceMustAgreeOnItsSettings() throws Exception {
    read(
        "- {port: 1502, device: /dev/ttyUSB0}",
        "- {port: 1503, device: /dev/ttyUSB0, baudrate: 19200}",
        "- {port: 1504, device: /dev/ttyUSB1, baudrate: 19200}");
    assertThat(problems.all())
        .singleElement()
        .asString()
        .startsWith("bridge.yaml:2:3: this entry shares /dev/ttyUSB0 with the one in line 1");
  }

  @Test
  void twoEntriesOnOnePortAreAnError() throws Exception {
    read("- {port: 1502, device: /dev/ttyUSB0}", "- {port: 1502, device: /dev/ttyUSB1}");
    assertThat(problems.all())
        .singleElement()
        .asString()
        .isEqualTo("bridge.yaml:2:3: 'port' 1502 is already used by the entry in line 1");
  }

  @Test
  void twoNamesOfOneDeviceAreNoticed(@TempDir Path folder) throws Exception {
    Path device = Files.createFile(folder.resolve("ttyUSB0"));
    Path name = Files.createSymbolicLink(folder.resolve("bus"), device);
    read("- {port: 1, device: " + device + "}", "- {port: 2, device: " + name + "}");
    assertThat(problems.all())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains(name + " is another name of " + device + " in line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "timeout: 0 | 'timeout' must be a duration longer than 0",
        "deadline: 0s | 'deadline' must be a duration longer than 0",
        "protect: {300: smartevse} | '300' is no unit; units are 0 to 255",
        "describe: {x: smartevse} | 'x' is no unit; units are 0 to 255"
      })
  void whatCannotBeIsRefusedInItsOwnWords(String key, String message) throws Exception {
    read("- {port: 1, device: /dev/x, " + key + "}");
    assertThat(problems.all())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains(message);
  }
}

package org.evsebridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusProxyReaderTest {
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
    assertThat(entry.line())
        .isEqualTo(
            new LineConfig(
                "/dev/ttyUSB0",
                new SerialSettings(19200, 8, SerialSettings.Parity.EVEN, 1),
                Duration.ofMillis(300),
                Duration.ofMillis(10)));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    ModbusProxyConfig entry = read("- {port: 1502, device: /dev/ttyUSB0}").get(0);
    assertThat(entry.line())
        .isEqualTo(
            new LineConfig(
                "/dev/ttyUSB0", SerialSettings.MODULE, Duration.ofSeconds(1), Duration.ZERO));
    assertThat(entry.deadline()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {device: /dev/x}|bridge.yaml:1:3: 'port' is missing",
        "- {port: 1502}|bridge.yaml:1:3: 'device' is missing",
        "- {port: 70000, device: /dev/x}|1:10: 'port' must be a whole number from 0 to 65535",
        "- {port: 1502, device: /dev/x, udp: true}|1:37: 'udp: true' is not built here",
        "- {port: 1502, device: /dev/x, comset: 7E1}|'comset' must be 8 data bits",
        "- {port: 1502, device: /dev/x, comset: 8X1}|'comset' must be 8 data bits",
        "- {port: 1502, device: /dev/x, timeout: 3}|'timeout' must be a duration",
        "- {port: 1502, device: /dev/x, baud rate: 9600}|'baud rate' is not known here",
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
}

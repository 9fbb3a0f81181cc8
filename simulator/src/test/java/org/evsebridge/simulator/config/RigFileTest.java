package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RigFileTest {
  @TempDir Path folder;

  private static StationSettings station(Path file) throws ConfigException {
    return RigFile.read(file).station();
  }

  private Path file(String text) throws Exception {
    SchemaJudges.rig(text);
    return Files.writeString(folder.resolve("rig.yaml"), text);
  }

  @Test
  void takesAnEmptyFileForTheDefaultRig() throws Exception {
    assertThat(RigFile.read(file("# nothing\n"))).isEqualTo(RigFile.DEFAULT);
  }

  @Test
  void describesAnotherStation() throws Exception {
    StationSettings station =
        station(
            file(
                """
                time: {start: 2026-11-23 17:55, speed: 1, seed: 7}
                house: {connection: 3x35}
                meter: {kind: e-mucs, line: meter}
                lines:
                  - {name: meter, baudrate: 115200, comset: 8N1, tap: ttyMETER}
                  - {name: bus, baudrate: 19200, comset: 8E1}
                chargers:
                  - {name: left, line: bus, unit: 2, board: 16, cable: 20}
                  - name: right
                    line: bus
                    unit: 3
                    wiring: L2-L3-L1
                    car: {preset: two-phase, after: never}
                """));
    assertThat(station.lineOfMeter().tap()).isEqualTo("ttyMETER");
    assertThat(station.busLines())
        .singleElement()
        .satisfies(bus -> assertThat(bus.serial()).hasToString("19200 8E1"))
        .satisfies(bus -> assertThat(bus.tap()).isEqualTo("tty-bus"));
    ChargerSettings left = station.chargers().get(0);
    assertThat(left.hardware().boardAmperes()).isEqualTo(16);
    assertThat(left.hardware().cable()).isEqualTo(Cable.A20);
    assertThat(left.carAfter()).contains(Duration.ofSeconds(5));
    ChargerSettings right = station.chargers().get(1);
    assertThat(right.carAfter()).isEmpty();
    assertThat(right.car().phases()).isEqualTo(2);
  }

  @Test
  void describesALineWithItsPaceItsFaultsAndItsWaysIn() throws Exception {
    StationSettings station =
        station(
            file(
                """
                lines:
                  - {name: p1, device: /dev/ttyUSB1}
                  - name: rs485
                    device: /dev/ttyUSB0
                    modbus-tcp: 5020
                    rtu-over-tcp: 5021
                    pace: false
                    faults:
                      - {fault: late, by: 300ms, registers: 0x0105-0x0107}
                      - {fault: wrong-crc, probability: 0.01}
                """));
    assertThat(station.lineOfMeter().device()).contains("/dev/ttyUSB1");
    assertThat(station.busLines())
        .singleElement()
        .satisfies(line -> assertThat(line.device()).contains("/dev/ttyUSB0"))
        .satisfies(line -> assertThat(line.bus().modbusTcp()).contains(5020))
        .satisfies(line -> assertThat(line.bus().rtuOverTcp()).contains(5021))
        .satisfies(line -> assertThat(line.bus().pace()).contains(Wire.INSTANT))
        .satisfies(line -> assertThat(line.bus().faults()).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lines: [{name: rs485, modbus-tcp: 0}]                                | rs485, p1
          lines: [{name: p1, tcp: 0}]                                          | p1, rs485
          lines: [{name: garage}], chargers: [{line: garage}]                  | garage, p1
          lines: [{name: meter}], meter: {line: meter}                         | meter, rs485
          lines: [{name: a}, {name: b}], meter: {line: a}, chargers: [{line: b}] | a, b
          chargers: [{name: left}]                                             | p1, rs485
          """)
  void takesTheLinesThatAreNotGivenFromTheDefaultRig(String keys, String lines) throws Exception {
    assertThat(station(file("{" + keys + "}")).lines())
        .extracting(LineSettings::name)
        .containsExactly(lines.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          huose: {}                                   | 1:1: 'huose' is not known here
          http: {port: 80800}                         | 1:14: 'port' must be a whole number from 0
          http: {token: short}                        | 1:15: 'token' must be 8 to 256 characters
          chargers: [{uint: 2}]                       | 1:13: 'uint' is not known here
          chargers: [{unit: 0}]                       | 1:19: 'unit' must be a whole number from 1 to 247
          chargers: [{board: 20}]                     | 1:20: 'board' must be one of 16, 32
          chargers: [{line: attic}]                   | there is no line 'attic'; lines are p1, rs485
          chargers: [{line: p1}]                      | cannot hang on the meter's line
          chargers: [{name: a}, {name: b}]            | charger 'b' has unit 2, as another on its line
          chargers: [{name: a}, {name: a, unit: 3}]   | 1:23: the name 'a' stands here a second time
          chargers: [{name: a/b}]                     | 1:19: 'name' must be letters, digits,
          chargers: [{name: a, unit: 3, eeprom: e}, {name: b, eeprom: ./e}] | charger 'b' has the EEPROM file of another
          lines: [{name: a b}]                        | 1:16: 'name' must be letters, digits,
          chargers: [{wiring: L1-L1}]                 | 1:21: 'wiring' must be phases such as
          '{chargers: [{name: a, unit: 4}], bridge: {guard: {fuse: 16, chargers: [{unit: 4}, {unit: 3}]}}}' | 1:50: the guard's unit 3 is no charger on line 'rs485'; chargers are a (unit 4 on rs485)
          meter: {line: attic}                        | there is no line 'attic'
          lines: [{baudrate: 9600}]                   | 'name' is missing
          lines: [{name: a, tap: ../x}]               | 1:24: 'tap' must be a file name
          lines: [{name: a, faults: [{fault: slow}]}] | 1:36: 'fault' must be one of no-answer, late,
          '{lines: [{name: a, faults: [{fault: echo, for: 0s}]}]}' | 1:48: 'for' must be a duration longer than 0
          lines: [{name: p1}, {name: rs485, faults: [{fault: reset}]}] | 'reset' would strike nothing on line 'rs485'
          lines: [{name: a, modbus-tcp: 70000}]       | 1:31: 'modbus-tcp' must be a whole number from 0
          lines: [{name: p1, pace: true}]             | line 'p1' is the meter's: 'pace', 'faults',
          lines: [{name: a, pace: fast}]              | 1:25: 'pace' must be true, false or frame
          '{house: {connection: 1x25}, chargers: [{wiring: L2}]}' | wired to phases that the house does not have
          """)
  void saysWhereAndWhatIsWrong(String text, String problem) throws Exception {
    Path file = file(text);
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> RigFile.read(file));
    assertThat(e).isNotNull();
    assertThat(e.problems()).anySatisfy(p -> assertThat(p.toString()).contains(problem));
  }
}

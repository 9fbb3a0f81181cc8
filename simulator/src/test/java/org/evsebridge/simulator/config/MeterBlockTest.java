package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.meter.CounterReadings;
import org.evsebridge.simulator.meter.MbusKind;
import org.evsebridge.simulator.meter.MbusSettings;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterHistory;
import org.evsebridge.simulator.meter.MeterIdentity;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.MeterText;
import org.evsebridge.simulator.meter.Tariff;
import org.evsebridge.simulator.meter.TariffTimes;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterBlockTest {
  private final Problems problems = new Problems();

  @TempDir private Path folder;

  private MeterSettings read(String yaml) throws ConfigException {
    SchemaJudges.rig("meter:\n" + yaml.indent(2));
    String file = folder.resolve("rig.yaml").toString();
    Values keys = MeterBlock.BLOCK.values(YamlReader.read(file, yaml).get(0), problems);
    return MeterBlock.settings(keys, List.of(Phase.values()));
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    MeterSettings settings =
        read(
            """
            kind: e-mucs
            phases: 1
            identification: FLU5\\253769484_A
            serial: 1SAG
            gas-serial: 7FLO
            interval: 5s
            high-tariff: 07:00-21:00
            counters: {import1: 1.5, import2: 2.5, export1: 3.5, export2: 4.5, gas: 5.5}
            gas-per-year: 900
            text: Good evening
            text-code: 42
            history:
              month-peak: 3.25
              peaks: [4.5, 2.718]
              failures: 13
              long-failures: 4
              failure-log: [{ago: 720h, lasted: 3h}]
              sags: [1, 0, 7]
              swells: 2
            faults: {flip: 0.1, cut: 0.2, crc: 0.3, babble: 0.4, late: 2s}
            """);
    assertThat(problems.all()).isEmpty();
    assertThat(settings)
        .isEqualTo(
            new MeterSettings(
                MeterKind.E_MUCS,
                List.of(Phase.L1),
                new MeterIdentity("FLU5\\253769484_A", "1SAG"),
                Duration.ofSeconds(5),
                new TariffTimes(Tariff.ONE, LocalTime.of(7, 0), LocalTime.of(21, 0)),
                new CounterReadings(1.5, 2.5, 3.5, 4.5),
                List.of(new MbusSettings(1, MbusKind.GAS, "7FLO", 5.5, 900)),
                new MeterText("Good evening", "42"),
                new MeterHistory(
                    3.25,
                    List.of(4.5, 2.718),
                    13,
                    4,
                    List.of(
                        new MeterHistory.PastFailure(Duration.ofHours(720), Duration.ofHours(3))),
                    List.of(1, 0, 7),
                    List.of(2)),
                new MeterFaults(0.1, 0.2, 0.3, 0.4, Duration.ofSeconds(2), Duration.ZERO),
                Optional.empty()));
  }

  @Test
  void mbusListsTheMetersOnItsChannels() throws ConfigException {
    MeterSettings settings =
        read(
            """
            mbus:
              - {kind: gas, serial: G1, counter: 981.4, per-year: 900}
              - {channel: 2, kind: water}
            """);
    assertThat(problems.all()).isEmpty();
    assertThat(settings.mbus())
        .containsExactly(
            new MbusSettings(1, MbusKind.GAS, "G1", 981.4, 900),
            new MbusSettings(2, MbusKind.WATER, "G0059001234567827", 0, 110));
    assertThat(read("mbus: []").mbus()).isEmpty();
  }

  @Test
  void aFileOfTelegramsIsReplayed() throws Exception {
    Files.writeString(folder.resolve("p1.txt"), "/KFM5KAIFA-METER\n\n1-0:1.7.0(00.106*kW)\n!\n");
    Files.writeString(folder.resolve("nothing.txt"), "no telegram");
    MeterSettings.Replay plain = read("replay: p1.txt").replay().orElseThrow();
    assertThat(plain.shifted()).isFalse();
    assertThat(plain.recording().telegrams()).hasSize(1);
    assertThat(read("replay: {file: p1.txt, shift-times: true}").replay().orElseThrow().shifted())
        .isTrue();
    assertThat(problems.all()).isEmpty();
    read("replay: absent.txt");
    read("replay: nothing.txt");
    read("replay: {shift-times: true}");
    assertThat(problems.all())
        .extracting(p -> p.at().line() + ":" + p.at().column() + ": " + p.text())
        .containsExactly(
            "1:9: there is no file " + folder.resolve("absent.txt"),
            "1:9: "
                + folder.resolve("nothing.txt")
                + " holds no telegram, from '/' to the line with '!'",
            "1:9: 'file' is missing: the recorded telegrams, beside this file");
  }

  @Test
  void aBlockWithoutKeysIsADutchMeterOnTheConnectionsPhases() throws ConfigException {
    assertThat(read("{}")).isEqualTo(MeterSettings.of(MeterKind.DSMR_5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: dsmr-2.0   | 1:7: 'kind' must be one of dsmr-5.0, dsmr-4.2, dsmr-3.0, dsmr-2.2, e-mucs, swedish, hungarian, found 'dsmr-2.0'",
        "{kind: dsmr-2.2, faults: {crc: 0.1}} | 1:26: a meter of kind dsmr-2.2 sends no checksum: leave 'crc' out",
        "text: Grüße       | 1:7: 'text' must be at most 500 printable ASCII characters, found 'Grüße'",
        "text-code: 123456789 | 1:12: 'text-code' must be at most 8 printable ASCII characters, found '123456789'",
        "mbus: [{channel: 5}] | 1:18: 'channel' must be a whole number from 1 to 4, found '5'",
        "mbus: [{kind: oil}] | 1:15: 'kind' must be one of gas, heat, warm-water, water, found 'oil'",
        "mbus: [{}, {kind: heat}] | 1:12: two meters hang on M-Bus channel 1",
        "{mbus: [], gas-per-year: 3} | 1:1: with 'mbus' the gas meter is described there, not by 'gas-serial', 'gas-per-year' and 'counters: {gas}'",
        "history: {peaks: [1, high]} | 1:22: 'peaks' must be a number from 0 to 99.999, found 'high'",
        "history: {sags: [1, 2, 3, 4]} | 1:17: 'sags' holds 3 numbers at most",
        "history: {failure-log: [{ago: 3h}]} | 1:25: 'lasted' is missing: how long it was away",
        "phases: 2        | 1:9: 'phases' must be one of 1, 3, found '2'",
        "interval: 500ms  | 1:11: 'interval' must be whole seconds that divide 15 minutes, 5 minutes at most",
        "interval: 7s     | 1:11: 'interval' must be whole seconds that divide 15 minutes, 5 minutes at most",
        "identification: S!M5 | 1:17: 'identification' must be three letters, a digit and a text such as SIM5\\2EVSE-1000, found 'S!M5'",
        "high-tariff: 23:00-07:00 | 1:14: 'high-tariff' must be two times of day such as 07:00-21:00, found '23:00-07:00'",
        "faults: {flip: 2} | 1:16: 'flip' must be a number from 0 to 1, found '2'",
        "faults: {late: 61s} | 1:16: 'late' must be 1m at most",
        "faults: {flop: 1} | 1:10: 'flop' is not known here; known are flip, cut, crc, babble, late, silence; did you mean 'flip'?",
      })
  void aWrongValueIsNamedWithItsPlace(String yaml, String problem) throws ConfigException {
    read(yaml);
    assertThat(problems.all())
        .extracting(p -> p.at().line() + ":" + p.at().column() + ": " + p.text())
        .containsExactly(problem);
  }
}

package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.meter.Counters;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterIdentity;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.Tariff;
import org.evsebridge.simulator.meter.TariffTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterBlockTest {
  private final Problems problems = new Problems();

  private MeterSettings read(String yaml) throws ConfigException {
    Fields fields = Fields.of(YamlReader.read("rig.yaml", yaml).get(0), problems);
    return MeterBlock.read(fields, List.of(Phase.values()));
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
            faults: {flip: 0.1, cut: 0.2, crc: 0.3, babble: 0.4, late: 2s}
            """);
    assertThat(problems.all()).isEmpty();
    assertThat(settings)
        .isEqualTo(
            new MeterSettings(
                MeterKind.E_MUCS,
                List.of(Phase.L1),
                new MeterIdentity("FLU5\\253769484_A", "1SAG", "7FLO"),
                Duration.ofSeconds(5),
                new TariffTimes(Tariff.ONE, LocalTime.of(7, 0), LocalTime.of(21, 0)),
                new Counters(1.5, 2.5, 3.5, 4.5, 5.5),
                900,
                new MeterFaults(0.1, 0.2, 0.3, 0.4, Duration.ofSeconds(2), Duration.ZERO)));
  }

  @Test
  void aBlockWithoutKeysIsADutchMeterOnTheConnectionsPhases() throws ConfigException {
    assertThat(read("{}")).isEqualTo(MeterSettings.of(MeterKind.DSMR_5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: dsmr-2.2   | 1:7: 'kind' must be one of dsmr-5.0, dsmr-4.2, e-mucs, found 'dsmr-2.2'",
        "phases: 2        | 1:9: 'phases' must be 1 or 3, found '2'",
        "interval: 500ms  | 1:11: 'interval' must be whole seconds that divide 15 minutes, 5 minutes at most",
        "interval: 7s     | 1:11: 'interval' must be whole seconds that divide 15 minutes, 5 minutes at most",
        "identification: S!M5 | 1:17: 'identification' must be three letters, a digit and a text such as SIM5\\2EVSE-1000, found 'S!M5'",
        "high-tariff: 23:00-07:00 | 1:14: 'high-tariff' must be two times of day such as 07:00-21:00, found '23:00-07:00'",
        "faults: {flip: 2} | 1:16: 'flip' must be a number from 0 to 1, found '2'",
        "faults: {late: 61s} | 1:16: 'late' must be 1m at most",
        "faults: {flop: 1} | 1:10: 'flop' is not known here; known are flip, cut, crc, babble, late, silence",
      })
  void aWrongValueIsNamedWithItsPlace(String yaml, String problem) throws ConfigException {
    read(yaml);
    assertThat(problems.all())
        .extracting(p -> p.at().line() + ":" + p.at().column() + ": " + p.text())
        .containsExactly(problem);
  }
}

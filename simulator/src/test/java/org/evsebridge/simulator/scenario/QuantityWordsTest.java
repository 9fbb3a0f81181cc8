package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.simulator.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities: their names, and those of energy and its costs. */
class QuantityWordsTest {
  private static final String RIG =
      """
      rig:
        time: {start: 2026-11-23 22:30}
        prices: {import: {"00:00": 0.20, "07:00": 0.40}, export: 0.05}
      """;

  @TempDir Path dir;

  private Report run(String yaml) throws Exception {
    Path file = Files.writeString(dir.resolve("scenario.yaml"), yaml);
    return Job.of(ScenarioReader.read(file)).get(0).stepped(Optional.empty());
  }

  @Test
  void theDocumentationHasEveryQuantity() throws Exception {
    Documents.requireTable("quantities", QuantityWords.table());
  }

  @Test
  void energyIsCountedByTariffAndPaidByTheHour() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 1h
                expect:
                  - {end: price == 0.40 €/kWh}
                  - {end: imported tariff 2 >= 5 kWh}
                  - {end: imported tariff 2 <= 6.5 kWh}
                  - {end: imported tariff 1 >= 5 kWh}
                  - {end: exported tariff 1 == 0}
                  - {end: cost >= 4.4 €}
                  - {end: cost <= 5 €}
                  - {end: cost of station >= 4.2}
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.text())
        .containsPattern(
            "23:30:00 imported 1\\d\\.\\d\\d kWh \\(tariff 1 5\\.\\d\\d, tariff 2 5\\.\\d\\d\\),"
                + " exported 0\\.00 kWh, cost 4\\.\\d\\d €");
  }

  @Test
  void whatIsFedBackIsPaidFor() throws Exception {
    Report report =
        run(
            """
            rig:
              time: {start: 2026-06-21 12:00}
              house: {loads: [], sun: {peak: 6000}}
              prices: {import: 0.30, export: 0.10}
              chargers: [{car: {after: never}}]
            for: 1h
            expect: [{end: cost < -0.4 €}, {end: cost > -0.6 €}, {end: sun >= 4 kW}]
            """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cost <= 1", "price <= 1", "cost of station <= 1"})
  void withoutPricesThereAreNoCosts(String condition) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("scenario.yaml"),
            "rig: {time: {start: 2026-11-23}}\nfor: 1m\nexpect: [{end: " + condition + "}]");
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageContaining("'" + condition + "' is no condition: ")
        .hasMessageContaining("'price' and 'cost' need 'prices' in the rig");
  }

  /** What can never be so, or never otherwise, is a mistake of whoever wrote it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "battery soc > 150 % | 'battery soc' is 0 to 100 %",
        "battery soc > 100 | 'battery soc' is 0 to 100 %",
        "soc < 0 % | 'soc' is 0 to 100 %",
        "soc <= 101 | 'soc' is 0 to 100 %",
        "soc of station == -1 | 'soc of station' is 0 to 100 %",
        "fuse L1 > 200 % | 'fuse L1' is 0 to 100 %",
        "fuse L1 > 100 % | 'fuse L1' is 0 to 100 %",
        "phases >= 4 | 'phases' is 0 to 3",
        "limit == 63 A | 'limit' is 0 to 32 A",
        "current L2 < 0 | 'current L2' is 0 or more A",
        "volts L1 < 0 V | 'volts L1' is 0 or more V",
        "fuses blown == -1 | 'fuses blown' is 0 or more",
        "register 0x0201 > 0xFFFF | 'register 0x0201' is 0 to 65535",
        "exported tariff 1 < 0 | 'exported tariff 1' is 0 or more kWh",
      })
  void whatCannotBeIsRefusedWithItsPlaceAndTheRange(String condition, String range)
      throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("scenario.yaml"),
            RIG + "for: 1m\nexpect:\n  - {end: soc >= 0}\n  - {end: " + condition + "}");
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageContaining(
            "scenario.yaml:7:11: '" + condition + "' is no condition: " + range + ": this would");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "battery soc >= 100",
        "soc >= 0 %",
        "soc > 0",
        "fuse L1 < 100 %",
        "fuse L1 >= 100",
        "grid < 0 A",
        "power <= -2 kW",
        "battery < 0",
        "register 0x0201 <= 0xFFFF",
        "fuses blown > 0",
        "phases == 3",
        "limit == 32",
      })
  void whatCanBeIsTaken(String condition) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("scenario.yaml"), RIG + "for: 1m\nexpect: [{end: " + condition + "}]");
    assertThat(ScenarioReader.read(file).expectations()).hasSize(1);
  }

  @Test
  void theTariffRuleChargesInTheCheapestHours() throws Exception {
    Report report =
        run(
            """
            rig:
              time: {start: 2026-11-23 22:00}
              prices: {import: {"00:00": 0.2, "01:00": 0.1, "01:30": 0.2, "02:00": 0.1, "02:30": 0.3}}
            controller: {rule: tariff, cheapest: 1h, between: "22:00-06:00"}
            for: 5h
            expect:
              - {from: 1m, to: "00:59", always: current == 0}
              - {from: "01:01", to: "01:29", always: current >= 15}
              - {from: "01:31", to: "01:59", always: current == 0}
              - {from: "02:01", to: "02:29", always: current >= 15}
              - {from: "02:31", always: current == 0}
            """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void theTariffRuleKeepsToTheLimitOfEachTariffAndToTheFuse() throws Exception {
    Report report =
        run(
            """
            rig: {time: {start: 2026-11-23 22:30}}
            controller: {rule: tariff, limits: {1: 12, 2: 6}}
            for: 1h
            events: [{at: "23:15", do: oven on}]
            expect:
              - {from: 1m, to: "22:59", always: limit == 6}
              - {from: "23:01", to: "23:15", always: limit == 12}
              - {from: "23:16", always: limit == 7}
            """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }
}

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

/** What the words of events do, and what is said of those that cannot be. */
class WordsTest {
  private static final String RIG = "rig: {time: {start: 2026-11-23 18:00}}\n";

  @TempDir Path dir;

  private void passes(String yaml) throws Exception {
    Report report = run(yaml);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  private Report run(String yaml) throws Exception {
    Path file = Files.writeString(dir.resolve("scenario.yaml"), yaml);
    return Job.of(ScenarioReader.read(file)).get(0).stepped(Optional.empty());
  }

  @Test
  void theDocumentationHasEveryWord() throws Exception {
    Documents.requireTable("event words", Words.table());
  }

  @Test
  void anotherCarIsPluggedInByTheKeysOfACar() throws Exception {
    passes(
        RIG
            + """
            for: 4m
            events:
              - {at: 1m, do: [unplug, plug preset=hybrid soc=40 at station]}
              - {at: 2m, do: [unplug, plug soc=55 phases=2]}
              - {at: 3m, do: [unplug, plug at station]}
            expect:
              - {from: 80s, to: 2m, always: phases == 1}
              - {from: 80s, to: 2m, always: soc >= 40}
              - {from: 140s, to: 3m, always: phases == 2}
              - {from: 140s, to: 3m, always: soc >= 55}
              - {from: 200s, always: phases == 3}
            """);
  }

  @Test
  void theCarThatIsThereIsChangedByTheSameKeys() throws Exception {
    passes(
        RIG
            + """
            for: 3m
            events: [{at: 1m, do: car phases=1 max-current=10}, {at: 2m, do: car soc=80 target=70 at station}]
            expect:
              - {from: 50s, to: 1m, always: phases == 3}
              - {from: 90s, to: 2m, always: phases == 1}
              - {from: 90s, to: 2m, always: current <= 10 A}
              - {from: 150s, always: state == B}
            """);
  }

  @Test
  void theHousesBatteryIsChangedAndSeen() throws Exception {
    passes(
        "rig: {time: {start: 2026-11-23 18:00}, house: {battery: {capacity: 8, soc: 50}}, chargers:"
            + " [{name: a, car: {after: never}}]}\n"
            + """
            for: 5m
            events:
              - {at: 1m, do: battery mode=hold}
              - {at: 2m, do: battery mode=charge power=2000 soc=99.5}
              - {at: 4m, do: battery as before}
            expect:
              - {from: 1s, to: 1m, always: power <= 0.01}
              - {from: 1s, to: 1m, always: battery >= 0.6}
              - {from: 61s, to: 2m, always: battery == 0}
              - {from: 121s, to: 122s, always: battery == -2 kW}
              - {to: 4m, once: battery soc == 100}
              - {from: 241s, always: battery soc <= 50}
            """);
  }

  @Test
  void aHouseWithoutABatteryIsGivenOneByItsCapacityOnly() throws Exception {
    passes(
        RIG
            + """
            for: 2m
            events: [{at: 1m, do: battery capacity=8 soc=20}]
            expect: [{to: 1m, always: power >= 0.6}, {from: 61s, always: battery soc <= 20}]
            """);
    assertThatThrownBy(
            () ->
                run(
                    RIG
                        + "for: 1m\nevents: [{at: 1s, do: battery soc=2}]\nexpect: [{end: grid > 1}]"))
        .hasMessageContaining("the house has no battery: give it one in the rig, or a 'capacity'");
    assertThatThrownBy(
            () ->
                run(
                    RIG
                        + "for: 1m\nevents: [{at: 1s, do: battery capacity=8 max-soc=5}]\n"
                        + "expect: [{end: grid > 1}]"))
        .hasMessageContaining("'min-soc' is at most 'max-soc'");
  }

  @Test
  void whereNoRealTimeIsKeptNeitherASpeedNorAStandstillChangesAnything() throws Exception {
    passes(
        RIG
            + """
            for: 2m
            events: [{at: 1m, do: [clock speed 0.01, clock stands still for 1h]}]
            expect: [{end: telegrams == 120}]
            """);
  }

  @Test
  void aModulesPowerIsTakenForAMoment() throws Exception {
    passes(
        RIG
            + """
            for: 3m
            events: [{at: 1m, do: power cycle}]
            expect:
              - {from: 1m, to: 90s, once: current == 0}
              - {from: 100s, always: state == C}
            """);
  }

  @Test
  void aModuleThatIsSilentUntilItsButtonIsPressedHearsAWriteAfterThat() throws Exception {
    passes(
        """
        rig: {time: {start: 2026-11-23 18:00}, chargers: [{unit: 1, car: {after: 10m}}]}
        for: 3m
        events:
          - {at: 30s, do: write 0x0201 = 0xFF08}
          - {at: 1m, do: button at station}
          - {at: 2m, do: write 0x0201 = 0xFF08}
        expect: [{from: 31s, to: 2m, always: limit >= 16}, {from: 121s, always: limit == 8}]
        """);
  }

  @Test
  void panelsCloudsAndLoadsChangeWhileTheHouseIsThere() throws Exception {
    passes(
        """
        rig: {time: {start: 2026-06-21 13:00}, chargers: [{car: {after: never}}]}
        for: 6m
        events:
          - {at: 1m, do: sun peak=6000}
          - {at: 2m, do: sun clouds=0.5}
          - {at: 3m, do: sun watts=1000}
          - {at: 4m, do: [sun as before, oven on]}
          - {at: 5m, do: oven draws 9.5 A}
        expect:
          - {to: 59s, always: sun == 0}
          - {from: 61s, to: 119s, always: sun >= 5 kW}
          - {from: 121s, to: 179s, always: sun <= 3 kW}
          - {from: 181s, to: 239s, always: sun >= 0.99 kW}
          - {from: 181s, to: 239s, always: sun <= 1.01 kW}
          - {from: 241s, always: sun == 0}
          - {from: 242s, to: 299s, always: grid L1 >= 17 A}
          - {from: 302s, always: grid L1 <= 11 A}
        """);
  }

  @Test
  void theClockIsSetAndTheReportTellsTheStationsTime() throws Exception {
    Report report =
        run(
            """
            rig: {time: {start: 2026-11-23 23:00}, house: {sun: {peak: 6000}, connection: 1x16}}
            for: 5m
            events:
              - {at: 1m, do: clock 2026-06-21 13:00}
              - {at: 2m, do: oven on}
            expect:
              - {to: 59s, always: sun == 0}
              - {from: 62s, always: sun >= 4 kW}
              - {end: telegram 0-0:96.14.0 == 1}
              - {once: grid >= 2 A, from: oven on}
            """);
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.text())
        .contains("23:01:00 clock 2026-06-21 13:00")
        .contains("2026-06-21 13:01:00 oven on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-21 12:00", "2026-11-23 17:00"})
  void aClockThatIsSetIsNoTimeThatPassesForTheLoadGuard(String moment) throws Exception {
    Report report =
        run(
            """
            rig:
              time: {start: 2026-11-23 18:00}
              bridge: {guard: {fuse: 25, chargers: [{unit: 2}]}}
            controller: {rule: balancing}
            for: 15m
            events: [{at: 10m, do: clock %s}]
            expect: [{from: 9m, always: current >= 15 A}]
            """
                .formatted(moment));
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.series().orElseThrow().lines())
        .filteredOn(line -> line.plot().equals("Silence"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.samples()).allMatch(s -> s >= 0 && s < 10));
  }

  @Test
  void theErrorStatesAndThatOfAModuleWithoutPowerCanBeAskedFor() throws Exception {
    passes(
        RIG
            + """
            for: 3m
            events: [{at: 1m, do: fault no-earth}, {at: 2m, do: [no fault no-earth, fault i2c-communication]}]
            expect:
              - {to: 1m, always: state != error}
              - {from: 70s, to: 2m, always: state == error}
              - {from: 130s, always: state == hardware error}
            """);
    passes(
        RIG
            + """
            for: 1m
            events: [{at: 30s, do: power cycle}]
            expect: [{to: 30s, always: state != undefined}, {from: 30s, once: state == undefined}]
            """);
  }

  @Test
  void aReadThatActsDoesSo() throws Exception {
    passes(
        RIG
            + """
            for: 2m
            events: [{at: 30s, do: write 0x0201 = 0xFF08}, {at: 1m, do: [write 0x0202 = MAGIC, read RESTART of station]}]
            expect: [{from: 31s, to: 59s, always: limit == 8}, {from: 70s, always: limit >= 16}]
            """
                .replace("MAGIC", "0x1234")
                .replace("RESTART", "0x000C"));
  }

  @Test
  void aLinesFaultStrikesAControllerWithoutPortsToo() throws Exception {
    String rest =
        """
        controller: {rule: balancing}
        for: 6m
        events:
          - {at: 1m, do: WORD}
          - {at: 2m, do: oven on}
          - {at: 4m, do: MEND}
        expect:
          - {from: 130s, to: 230s, always: limit >= 16}
          - {from: 260s, always: limit <= 10}
        """;
    for (String word :
        new String[] {
          "line fault no-answer",
          "line fault late by=3s",
          "line fault wrong-crc",
          "line fault cut-short bytes=2",
          "line fault exception code=4",
          "line fault reset",
          "line fault other-unit as=9 registers=0x0100-0x0201 on rs485"
        }) {
      String name = word.split(" ")[2];
      Report report = run(RIG + rest.replace("WORD", word).replace("MEND", "no line faults"));
      // The limit is written although its answer is lost; it is the reads that tell of the car.
      assertThat(report.verdicts().get(1).passed()).as(word + report.text()).isTrue();
      Report other = run(RIG + rest.replace("WORD", word).replace("MEND", "no line fault " + name));
      assertThat(other.verdicts()).as(word).isEqualTo(report.verdicts());
    }
    passes(RIG + rest.replace("WORD", "line cut for 3m").replace("MEND", "no line faults"));
    passes(
        RIG
            + rest.replace("WORD", "line fault exception code=4")
                .replace("MEND", "no line faults"));
  }

  @Test
  void theFaultsThatARigsLineBeginsWithStrikeWithoutPorts() throws Exception {
    passes(
        """
        rig:
          time: {start: 2026-11-23 18:00}
          lines: [{name: rs485, faults: [{fault: exception, for: 2m}]}]
        controller: {rule: balancing}
        for: 4m
        events: [{at: 1m, do: oven on}]
        expect: [{from: 70s, to: 110s, always: grid >= 26 A}, {from: 150s, always: grid <= 25.5 A}]
        """);
  }

  @Test
  void telegramsAreSpoiledByTheKeysOfTheMetersFaults() throws Exception {
    passes(
        RIG
            + """
            controller: {rule: balancing}
            for: 6m
            events:
              - {at: 1m, do: meter faults crc=1}
              - {at: 2m, do: oven on}
              - {at: 4m, do: no meter faults}
            expect:
              - {from: 130s, to: 4m, always: grid >= 26 A}
              - {from: 260s, always: grid <= 25 A}
              - {end: telegrams == 360}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plug soc=101                 | 'soc' must be a number from 0 to 100, found '101'
          plug colour=red              | 'colour' is not known here
          car preset=tractor           | 'preset' must be one of three-phase-11kw, hybrid
          line fault love              | 'fault' must be one of no-answer, late
          line fault late bytes=3      | 'bytes' is a key of cut-short
          line fault late on attic     | there is no line 'attic'; line is rs485
          no line fault love           | there is no fault 'love' of a line, only no-answer, late
          meter faults crc=2           | 'crc' must be a number from 0 to 1, found '2'
          clock tomorrow               | expected a date, or a date and a time such as 2026-11-23 18:00
          toaster draws 3 A            | there is no load 'toaster'; loads are base and oven
          sun clouds=2                 | 'clouds' must be a number from 0 to 1, found '2'
          no fault love                | there is no fault 'love', only relay-stays-on
          """)
  void aWrongValueIsNamedWithWhatThereIs(String word, String why) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("scenario.yaml"),
            RIG + "for: 1m\nevents: [{at: 1s, do: " + word + "}]\nexpect: [{end: grid < 99}]");
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageStartingWith(file + ":3:23: '" + word + "' cannot be done here: ")
        .hasMessageContaining(why);
  }
}

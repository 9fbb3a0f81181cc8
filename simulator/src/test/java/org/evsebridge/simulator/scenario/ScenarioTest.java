package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.simulator.report.HtmlReport;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.ScenarioReport;
import org.evsebridge.simulator.report.Series;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {
  private static final String RIG = "rig: {time: {start: 2026-11-23 18:00}}\n";

  @TempDir Path dir;

  private Report run(String yaml) throws Exception {
    return run(yaml, Optional.empty());
  }

  private Report run(String yaml, Optional<Recorder> recorder) throws Exception {
    SchemaJudges.scenario(yaml);
    Path file = Files.writeString(dir.resolve("scenario.yaml"), yaml);
    List<Job> jobs = Job.of(ScenarioReader.read(file));
    assertThat(jobs).hasSize(1);
    return jobs.get(0).stepped(recorder);
  }

  private static List<String> lines(Report report) {
    return report.text().lines().map(String::strip).toList();
  }

  @Test
  void eachCheckSaysWhatWasSeen() throws Exception {
    Report report =
        run(
            RIG
                + """
                name: an oven
                for: 10m
                events:
                  - {at: "18:02", do: oven on}
                  - {when: grid L1 >= 30 A, name: too much, do: write 0x0201 = 6}
                  - {at: 8m, do: [oven off, unplug]}
                expect:
                  - {always: grid L1 <= 30}
                  - {after: too much, within: 5s, to: oven off, that: current <= 6}
                  - {once: state == C, to: "18:01"}
                  - {once: state == D}
                  - {end: state == A}
                  - {from: 30s, to: "18:02", always: telegram 1-0:31.7.0 == 17}
                  - {end: register 0x0201 == 0xFF06}
                """);
    assertThat(report.passed()).isFalse();
    assertThat(lines(report))
        .containsSubsequence(
            "18:02:00 oven on",
            "18:02:00 too much",
            "18:08:00 oven off, unplug",
            "FAIL  always grid L1 <= 30: 33 A at 18:02:00",
            "ok    current <= 6, from 5s after 'too much' on to oven off: at worst 5.80 A at"
                + " 18:02:05",
            "ok    once state == C to 18:01: C at 18:00:07",
            "FAIL  once state == D: never, A at last",
            "ok    at the end state == A: A",
            "ok    telegram 1-0:31.7.0 == 17 from 30s to 18:02: at worst 17 at 18:00:30",
            "ok    at the end register 0x0201 == 0xFF06: 65286")
        .last()
        .asString()
        .startsWith("5 of 7 checks passed, 10m simulated in ");
  }

  @Test
  void anExpectationAfterAnEventThatNeverHappensFails() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 1m
                events: [{when: grid >= 100, name: a miracle, do: unplug}]
                expect: [{after: a miracle, that: grid >= 0}]
                """);
    assertThat(lines(report))
        .contains("FAIL  grid >= 0 after 'a miracle' on: 'a miracle' never happened, or too late");
  }

  @Test
  void everyQuantityCanBeLookedAt() throws Exception {
    String wanted =
        """
        power > 10; imported > 0.1; exported == 0; volts L3 < 230; fuse L2 == 0; fuses blown == 0
        telegrams == 60; exceptions == 1; limit == 32; current > 15; current L3 > 15; phases == 3
        charged > 0.1; soc > 20; state of station == C; limit of station == 32; grid > 15
        """;
    StringBuilder expectations = new StringBuilder();
    for (String condition : wanted.strip().split(";|\n")) {
      expectations.append("  - {end: ").append(condition.strip()).append("}\n");
    }
    Report report =
        run(
            "rig: {time: {start: 2026-11-23 18:00}, chargers: [{firmware: 2.10.8}]}\n"
                + "for: 1m\nevents: [{at: 30s, do: write 0x020A = 0}]\nexpect:\n"
                + expectations);
    assertThat(report.verdicts()).hasSize(17);
    assertThat(report.verdicts()).allMatch(Verdict::passed);
  }

  @Test
  void faultsMeterAndFusesCanBeActedOn() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 5m
                events:
                  - {at: 1m, do: fault no-earth}
                  - {at: 2m, do: no fault no-earth}
                  - {at: 3m, do: meter silent for 20s}
                  - {at: 4m, do: [fuses reset, unplug, plug]}
                expect:
                  - {from: 61s, to: 2m, always: current == 0}
                  - {from: 150s, to: 4m, always: current >= 15}
                  - {end: telegrams == 281}
                  - {end: state == C}
                """);
    assertThat(report.verdicts()).allMatch(Verdict::passed);
  }

  @Test
  void theCarsChargeAndTargetChangeWhileItIsPlugged() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 4m
                events:
                  - {at: 1m, do: car soc 80}
                  - {at: 2m, do: car target 70 at station}
                  - {at: 3m, do: car target 100}
                expect:
                  - {from: 10s, to: 59s, always: soc <= 21}
                  - {from: 61s, to: 119s, always: soc >= 80}
                  - {from: 110s, to: 119s, always: current >= 15}
                  - {from: 130s, to: 3m, always: state == B}
                  - {end: state == C}
                """);
    assertThat(report.verdicts()).allMatch(Verdict::passed);
  }

  @Test
  void theSameScenarioGivesTheSameReportEachTime() throws Exception {
    String yaml =
        RIG.replace("}}", "}, house: {loads: [{profile: {\"00:00\": 5000}, noise: 0.5}]}}")
            + "controller: {rule: balancing}\nfor: 20m\nexpect: [{always: grid <= 0}]";
    assertThat(run(yaml).verdicts()).isEqualTo(run(yaml).verdicts());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expect: [{always: grid <= 25}]                            | 1:1: 'for' is missing: how long the scenario runs, such as 30m
          {for: 1m, expect: []}                                     | 1:19: 'expect' is missing: a scenario that expects nothing tests nothing
          {for: 0s, expect: [{always: grid <= 1}]}                  | 1:7: 'for' must be a duration longer than 0, such as 500ms, found '0s'
          {for: 1m, expect: [{always: power <= 400 W}]}             | 1:29: 'power <= 400 W' is no condition: 'power' is in kW
          {for: 1m, expect: [{always: telegrams == 5 bananas}]}     | 1:29: 'telegrams == 5 bananas' is no condition: 'telegrams' has no unit
          {for: 1m, events: [{at: 1m, do: plug}], expect: [{always: grid <= 1}]} | 1:25: this event would be after the end: the run is over in 1m
          {for: 1m, events: [{at: "12:00", do: plug}], expect: [{always: grid <= 1}]} | 1:25: this event would be after the end: the run is over in 1m, and times of day count from the start
          {for: 1m, events: [{at: 1s, do: write 0x0201 = 70000}], expect: []} | 1:33: 'write 0x0201 = 70000' cannot be done here: a register holds 0 to 65535
          {for: 1m, events: [{at: 1s, do: write 0x9999 = 1}], expect: []} | 1:33: 'write 0x9999 = 1' cannot be done here: 0x9999 is no register that can be written
          {for: 1m, events: [{at: 1s, do: write 0x0201 = 09}], expect: []} | 1:33: 'write 0x0201 = 09' cannot be done here; known are write 0xNNNN = VALUE [to CHARGER]
          {for: 1m, events: [{at: 1s, do: plug}], expect: [{after: plug, within: 3s, to: 5s, once: grid <= 1}]} | 1:80: 'once' has either 'within' or 'to', which both end it
          {for: 1m}                                                 | 1:1: 'expect' is missing: a scenario that expects nothing tests nothing
          {for: 1m, expect: [{always: gird <= 25}]}                 | 1:29: 'gird <= 25' is no condition: there is no quantity 'gird'; did you mean 'grid'?
          {for: 1m, expect: [{always: grid <= x}]}                  | 1:29: 'grid <= x' is no condition: 'x' is no number in A
          {for: 1m, expect: [{always: register 0x000C == 1}]}       | 1:29: 'register 0x000C == 1' is no condition: 0x000C is no register that can be read, or reading it does something
          {for: 1m, expect: [{always: limit of attic == 1}]}        | 1:29: 'limit of attic == 1' is no condition: there is no charger 'attic'; charger is station
          {for: 1m, expect: [{within: 3s}]}                         | 1:20: an expectation has one of 'always', 'that', 'once' and 'end'
          {for: 1m, expect: [{after: tea, that: grid <= 1}]}        | 1:28: no event is named 'tea'; there are none
          {for: 1m, expect: [{from: noon, always: grid <= 1}]}      | 1:27: 'from' must be a time of day such as 18:05
          {for: 1m, events: [{do: plug}], expect: []}               | 1:20: an event has either 'at' or 'when'
          {for: 1m, events: [{at: 1s, do: dance}], expect: []}      | 1:33: 'dance' cannot be done here; known are controller dies
          {for: 1m, events: [{at: 1s, do: toaster on}], expect: []} | 1:33: 'toaster on' cannot be done here: there is no appliance 'toaster'; appliance is oven
          {for: 1m, events: [{at: 1s, do: fault love}], expect: []} | 1:33: 'fault love' cannot be done here
          {for: 1m, events: [{at: 1s, do: meter quiet for 3s}], expect: []} | 1:33: 'meter quiet for 3s' cannot be done here; known are meter silent for DURATION, meter frozen for DURATION, meter faults KEY=VALUE …
          {for: 1m, events: [{at: 1s, do: meter silent for x}], expect: []} | 1:33: 'meter silent for x' cannot be done here: it is written 'meter silent for DURATION'
          {for: 1m, events: [{at: 1s, do: unplgu}], expect: []}     | 1:33: 'unplgu' cannot be done here; known are unplug [CHARGER]
          {for: 1m, events: [{at: 1s, do: read 0x9999}], expect: []} | 1:33: 'read 0x9999' cannot be done here: 0x9999 is no register's address
          {for: 1m, events: [{at: 1s, do: controller dies}], expect: [{end: grid < 1}]} | 1:33: there is no controller here; give the scenario a 'controller'
          {for: 1m, expect: [{always: state == Z}]}                 | 1:29: 'state == Z' is no condition: a state is one of undefined, A, B, C, D, error, hardware error
          {for: 1m, expect: [{always: amps > 3}]}                   | 1:29: 'amps > 3' is no condition: there is no quantity 'amps'; quantities are grid
          {for: 1m, expect: [{always: cost <= 3}]}                  | 1:29: 'cost <= 3' is no condition: 'price' and 'cost' need 'prices' in the rig
          {for: 1m, controller: {rule: magic}, expect: []}          | 1:30: 'rule' must be one of balancing, surplus, tariff, external
          {for: 1m, controller: {rule: tariff}, expect: []}         | 1:23: 'rule: tariff' has 'price-at-most', 'cheapest' or 'limits'
          {for: 1m, controller: {rule: tariff, cheapest: 2h}, expect: []} | 1:30: this needs 'prices' in 'rig'
          {for: 1m, controller: {rule: balancing, cheapest: 2h}, expect: []} | 1:51: 'cheapest' belongs to 'rule: tariff'
          {for: 1m, controller: {rule: tariff, limits: {3: 6}}, expect: []} | 1:47: '3' is no register of the meter: 1 or 2
          {for: 1m, events: [{at: 1s, do: evcc mode pv}], expect: [{end: grid < 1}]} | 1:33: 'evcc mode pv' needs 'controller: {evcc: …}'
          {for: 1m, events: [{at: 1s, do: "http GET http://127.0.0.1:1/x"}], expect: [{end: grid < 1}]} | 1:33: 'http GET http://127.0.0.1:1/x' needs a controller outside
          {for: 1m, events: [{at: 1s, do: "http GET http://[x/"}], expect: []} | 1:33: 'http GET http://[x/' cannot be done here: 'http://[x/' is no URL
          {for: 1m, expect: [{end: "http http://127.0.0.1:1/x a > 1"}]}   | 1:19: 'evcc' and 'http' ask programs outside, and none takes part here
          {for: 1m, controller: {chargers: [x]}, expect: []}        | 1:35: there is no charger 'x'
          {for: 1m, controller: {rule: balancing, fose: 2}, expect: []} | 1:41: 'fose' is not known here
          {for: 1m, expct: [], expect: [{always: grid <= 1}]}                   | 1:11: 'expct' is not known here
          """)
  void aFaultIsNamedWithItsPlace(String yaml, String problem) throws Exception {
    String text = yaml.replaceFirst("}$", ", rig: {time: {start: 2026-11-23}}}");
    if (!yaml.startsWith("{")) {
      text = yaml + "\n" + RIG;
    }
    SchemaJudges.scenario(text);
    Path file = Files.writeString(dir.resolve("scenario.yaml"), text);
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageStartingWith(file + ":" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {for: 1m, expect: []}                                      | 1:1: 'rig' needs 'time: {start: …}', so that each run is the same
          {controller: {rule: external}, for: 1m, events: [{at: 1s, do: clock speed 2}], expect: [{end: grid < 1}]} | 1:14: an external controller keeps real time: 'speed' must be 1
          {controller: {rule: external}, for: 1m, events: [{at: 1s, do: controller hangs}], expect: [{end: grid < 1}]} | 1:63: 'controller hangs' is for a rule of ours alone: a program outside dies and starts
          {controller: {rule: external}, for: 1m, events: [{at: 1s, do: controller blind}], expect: [{end: grid < 1}]} | 1:63: 'controller blind' is for a rule of ours alone: a program outside dies and starts
          {controller: {rule: external}, for: 1m, events: [{at: 1s, do: controller dies}], expect: [{end: grid < 1}]} | 1:63: 'controller dies' needs a 'command': a program that somebody else starts is his to end
          {rig: {time: {start: 2026-11-23}}, for: 1m, events: [{at: 1s, do: clock speed 0}], expect: [{end: grid < 1}]} | 1:67: 'clock speed 0' cannot be done here: a speed is more than 0 and at most 100000
          {rig: {time: {speed: 60}}, controller: {rule: external}, for: 1m, expect: []} | 1:40: an external controller keeps real time: 'speed' must be 1
          {controller: {rule: balancing}, rig: {meter: {kind: e-mucs}, time: {start: 2026-11-23}}, for: 1m, expect: []} | 1:21: this rule reads dsmr-5.0 telegrams only, and the meter is e-mucs
          {rig: {huose: {}}, for: 1m, expect: []}                    | 1:8: 'huose' is not known here
          """)
  void theRigOfAScenarioIsJudgedToo(String yaml, String problem) throws Exception {
    SchemaJudges.scenario(yaml);
    Path file = Files.writeString(dir.resolve("scenario.yaml"), yaml);
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageStartingWith(file + ":" + problem);
  }

  @Test
  void balancingKeepsAOnePhaseConnectionWithinItsFuse() throws Exception {
    Report report =
        run(
            RIG.replace("}}", "}, house: {connection: 1x25}}")
                + """
                controller: {rule: balancing}
                for: 5m
                events: [{at: 1m, do: oven on}]
                expect: [{always: fuses blown == 0}, {end: current > 5}, {end: current < 10}]
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void onceWithinATimeAfterAnEventLooksAtThatTimeOnly() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 3m
                events: [{at: 1m, do: oven on}, {at: 2m, do: unplug}]
                expect:
                  - {after: oven on, within: 10s, once: grid >= 30 A}
                  - {after: oven on, within: 10s, once: state == A}
                """);
    assertThat(lines(report))
        .contains(
            "ok    once grid >= 30 A within 10s after 'oven on': 33 A at 18:01:00",
            "FAIL  once state == A within 10s after 'oven on': never, C at last");
  }

  @Test
  void theValueOfATelegramsObjectStandsInItsLastParentheses() throws Exception {
    Report report =
        run(
            "rig: {time: {start: 2026-11-23 18:00}, meter: {counters: {gas: 1234.5}}}\n"
                + "for: 1m\nexpect: [{end: telegram 0-1:24.2.1 >= 1234}, "
                + "{end: telegram 0-1:24.2.1 < 1240}, {end: telegram 1-0:32.7.0 < 231}]");
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void aModuleWithoutSupplyShowsNothing() throws Exception {
    Report report =
        run(
            RIG.replace("}}", "}, house: {connection: 1x1}}")
                + "for: 1h\nexpect: [{end: fuses blown == 1}, {end: register 0x0105 >= 0}]");
    assertThat(lines(report)).contains("FAIL  at the end register 0x0105 >= 0: nothing");
  }

  @Test
  void chargersWithTheSameUnitOnTwoLinesAreToldApart() throws Exception {
    Report report =
        run(
            RIG.replace(
                    "}}",
                    "}, lines: [{name: p1}, {name: left}, {name: right}], meter: {line: p1},"
                        + " chargers: [{name: a, line: left}, {name: b, line: right}]}")
                + """
                controller: {rule: balancing, chargers: [b]}
                for: 5m
                events: [{at: 1m, do: [oven on, unplug a]}]
                expect: [{end: limit of a == 32}, {end: limit of b <= 10}]
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void aControllerDrivesAllTheChargersUnlessToldOtherwise() throws Exception {
    String rig = RIG.replace("}}", "}, chargers: [{name: left, unit: 2}, {name: right, unit: 3}]}");
    String rest =
        """
        for: 40m
        events: [{at: 1m, do: oven on}]
        expect:
          - {always: fuses blown == 0}
          - {from: 3m, always: limit of left <= 16}
          - {from: 3m, always: limit of right <= 16}
        """;
    Report both = run(rig + "controller: {rule: balancing}\n" + rest);
    assertThat(both.passed()).as(both.text()).isTrue();
    Report one = run(rig + "controller: {rule: balancing, chargers: left}\n" + rest);
    assertThat(one.passed()).as(one.text()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from: 0s, always: limit == 32  | 6 A at 18:02:00
          from: 0s, always: limit != 6   | 6 A at 18:02:00
          from: 1m, always: state == C   | A at 18:03:00
          from: 1m, always: soc >= 0     | nothing at 18:03:00
          from: 1m, always: soc == 20.25 | 20.23 % at 18:01:00, at worst nothing at 18:03:00
          """)
  void theWorstValueOfACheckThatFailedIsOneThatFailed(String check, String seen) throws Exception {
    Report report =
        run(
            RIG
                + "for: 4m\nevents: [{at: 2m, do: write 0x0201 = 0xFF06}, {at: 3m, do: unplug}]\n"
                + "expect: [{"
                + check
                + "}]");
    assertThat(report.verdicts().get(0).passed()).isFalse();
    assertThat(report.verdicts().get(0).seen()).isEqualTo(seen);
  }

  @Test
  void everyActionOfAnEventIsAnEventToReferTo() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 3m
                events: [{at: 1m, name: the evening, do: [oven off, unplug]}]
                expect:
                  - {after: unplug, within: 1s, that: state == A}
                  - {after: oven off, that: grid < 25}
                  - {after: the evening, within: 1s, that: state == A}
                  - {from: 30s, to: unplug, always: state == C}
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void whatCannotBeDoneIsRefusedWithWhatThereIsToActOn() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("scenario.yaml"),
            RIG.replace("}}", "}, chargers: [{name: left}, {name: right, unit: 3}]}")
                + "for: 1m\nevents: [{at: 1s, do: unplug station}]\nexpect: [{end: grid < 1}]");
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageEndingWith(
            "'unplug station' cannot be done here: there is no charger 'station'; chargers are left"
                + " and right");
  }

  @Test
  void aControllerFindsTheTelegramBehindNoise() throws Exception {
    Report report =
        run(
            RIG.replace("}}", "}, meter: {faults: {babble: 1}}}")
                + """
                controller: {rule: balancing}
                for: 5m
                events: [{at: 1m, do: oven on}]
                expect: [{end: limit <= 10}]
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  @Test
  void aRigFileMayHoldWhatAScenarioHasNoUseFor() throws Exception {
    Files.writeString(
        Files.createDirectory(dir.resolve("sub")).resolve("rig.yaml"),
        "{time: {start: 2026-11-23 18:00}, http: {port: 0}, bridge: {enabled: false}}");
    assertThat(run("{rig: sub/rig.yaml, for: 1m, expect: [{end: telegrams == 60}]}").passed())
        .isTrue();
  }

  @Test
  void aRigCanStandInAFileOfItsOwn() throws Exception {
    Files.writeString(
        dir.resolve("my-rig.yaml"), "time: {start: 2026-11-23 18:00}\nhouse: {connection: 1x35}");
    Report report = run("{rig: my-rig.yaml, for: 1m, expect: [{end: volts L2 == 0}]}");
    assertThat(report.passed()).isTrue();
  }

  @Test
  void aRunIsWrittenDownAsCsv() throws Exception {
    Path csv = dir.resolve("run.csv");
    try (Recorder recorder = Recorder.to(csv, Duration.ofSeconds(1))) {
      run(RIG + "for: 30s\nexpect: [{always: power >= 0 kW}]", Optional.of(recorder));
    }
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.get(0))
        .isEqualTo(
            "time,L1_A,L2_A,L3_A,L1_V,L2_V,L3_V,power_kW,import_kWh,export_kWh,station_state,"
                + "station_limit_A,station_L1_A,station_L2_A,station_L3_A,station_charged_kWh,"
                + "station_soc_percent");
    assertThat(rows).hasSize(1 + 31);
    assertThat(rows.get(31))
        .startsWith("2026-11-23T18:00:30+01:00,17.000,16.400,16.700,226.600,226.720,226.660,11.")
        .contains(",C,32,15.800,15.800,15.800,0.0")
        .endsWith("20.094");
  }

  private List<List<String>> recorded(String yaml) throws Exception {
    Path csv = dir.resolve("run.csv");
    try (Recorder recorder = Recorder.to(csv, Duration.ofSeconds(10))) {
      run(yaml, Optional.of(recorder));
    }
    return Files.readAllLines(csv).stream().map(row -> List.of(row.split(",", -1))).toList();
  }

  @Test
  void theSunHasAColumnWhereThereIsOne() throws Exception {
    String noon =
        "{rig: {time: {start: 2026-06-21 12:00}, house: {sun: {peak: 6000}, battery: {capacity: 10,"
            + " soc: 50}}}, for: 10s, expect: [{end: sun > 4 kW}]}";
    List<List<String>> rows = recorded(noon);
    assertThat(rows.get(0).subList(9, 13))
        .containsExactly("export_kWh", "sun_kW", "battery_kW", "battery_soc_percent");
    assertThat(Double.parseDouble(rows.get(2).get(10))).isBetween(4.0, 6.0);
    String told = "for: 10s\nevents: [{at: 0s, do: sun watts=1500}]\nexpect: [{end: sun > 1 kW}]";
    assertThat(recorded(RIG + told).get(0)).contains("sun_kW");
    assertThat(recorded(RIG + "for: 10s\nexpect: [{end: sun == 0 kW}]").get(0))
        .doesNotContain("sun_kW");
  }

  @Test
  void sunAndBatteryThatAnEventGivesHaveTheirColumnsEmptyUntilThen() throws Exception {
    List<List<String>> rows =
        recorded(
            RIG
                + """
                for: 40s
                events:
                  - {at: 15s, do: [sun watts=2000, battery capacity=10 soc=50]}
                  - {at: 35s, do: battery as before}
                expect: [{end: sun > 1 kW}]
                """);
    assertThat(rows.get(0).subList(10, 13))
        .containsExactly("sun_kW", "battery_kW", "battery_soc_percent");
    assertThat(rows.subList(1, 3))
        .allSatisfy(row -> assertThat(row.subList(10, 13)).containsOnly(""));
    assertThat(rows.subList(3, 5))
        .allSatisfy(
            row -> {
              assertThat(Double.parseDouble(row.get(10))).isBetween(1.9, 2.1);
              assertThat(Double.parseDouble(row.get(12))).isBetween(49.0, 50.0);
            });
    assertThat(rows.get(5).subList(11, 13)).containsOnly("");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
  }

  @Test
  void aBatteryHasItsPlotsFromWhereThereIsOne() throws Exception {
    String told =
        "for: 4s\nevents: [{at: 2s, do: battery capacity=10}]\nexpect: [{end: battery > 0}]";
    assertThat(run(RIG + told).series().orElseThrow().lines())
        .extracting(Series.Line::plot, Series.Line::name)
        .contains(tuple("Battery", "gives"), tuple("State of charge", "the house's battery"));
  }

  /** Whatever the clock says, rows are so far apart in the time of the run. */
  @Test
  void aClockThatIsSetHasARowOfItsOwnAndHoldsUpNoOther() throws Exception {
    List<List<String>> rows =
        recorded(
            RIG
                + """
                for: 60s
                events:
                  - {at: 15s, do: clock 2026-11-23 12:00}
                  - {at: 35s, do: clock 2026-11-24 06:00}
                expect: [{end: telegrams > 0}]
                """);
    assertThat(rows.stream().skip(1).map(row -> row.get(0).substring(0, 19)))
        .containsExactly(
            "2026-11-23T18:00:00",
            "2026-11-23T18:00:10",
            "2026-11-23T12:00:00",
            "2026-11-23T12:00:05",
            "2026-11-23T12:00:15",
            "2026-11-24T06:00:00",
            "2026-11-24T06:00:05",
            "2026-11-24T06:00:15",
            "2026-11-24T06:00:25");
  }

  /** Each has a sentence, in the report and where a test acts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sun clouds=0.5 | there are no panels that clouds could take from",
        "battery capacity=10 soc=100 mode=charge | it is at its 100 % already",
        "oven draws 9 A | it is off, and draws that when it is on",
        "car soc 40 | no car is plugged in",
        "car target=90 | no car is plugged in",
        "plug soc=90 target=80 | it has reached its target already, and takes nothing",
        "write 0x0201 = 6 | no answer",
      })
  void whatDoesNothingSaysWhy(String word, String why) throws Exception {
    String yaml =
        RIG
            + "for: 10s\nevents: [{at: 0s, do: unplug}, {at: 1s, do: line cut for 1s},"
            + " {at: 1s, do: "
            + word
            + "}]\nexpect: [{end: telegrams > 0}]";
    assertThat(lines(run(yaml))).contains("18:00:01 " + word + ": " + why);
  }

  @Test
  void aBatteryThatAnEventGivesIsOneToTheOtherEventsToo() throws Exception {
    String events =
        RIG
            + """
            for: 5m
            events:
              - {at: 1m, do: battery mode=hold}
              - {at: 2m, do: battery capacity=10 soc=50}
              - {at: 3m, do: battery mode=hold soc=30}
            expect: [{end: battery soc == 30 %}, {from: 181s, always: battery == 0}]
            """;
    Report report = run(events);
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(lines(report))
        .contains("18:01:00 battery mode=hold: the house has no battery")
        .contains("18:03:00 battery mode=hold soc=30");
    assertThatThrownBy(() -> run(events.replace("capacity=10 ", "")))
        .hasMessageContaining("the house has no battery: give it one in the rig, or a 'capacity'");
  }

  @Test
  void anEventThatNeverHappenedIsToldAtTheEnd() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 5m
                events:
                  - {when: grid L1 >= 30 A, name: too much, do: oven off}
                  - {when: current >= 5 A, do: oven off}
                expect: [{end: telegrams > 100}]
                """);
    assertThat(report.happenings())
        .last()
        .extracting(one -> one.text())
        .isEqualTo("18:05:00 never happened: too much (grid L1 >= 30 A did not hold)");
    assertThat(report.text()).containsOnlyOnce("never happened");
  }

  @Test
  void whatDoesSomethingSaysNothingMore() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 2m
                events:
                  - at: 1m
                    do: [oven on, oven draws 9 A, car soc 40, write 0x0201 = 6, sun peak=6000,
                      sun clouds=0.5, battery capacity=10 mode=charge, plug soc=20]
                expect: [{end: telegrams > 0}]
                """);
    assertThat(report.happenings())
        .singleElement()
        .extracting(one -> one.text().length() < 150)
        .isEqualTo(true);
  }

  @Test
  void whoSpeaksOfPanelsOrCloudsAfterAFixedPowerWantsTheSky() throws Exception {
    String noon = "rig: {time: {start: 2026-06-21 13:40}, house: {sun: {peak: 3000}}}\n";
    Report report =
        run(
            noon
                + """
                for: 1h
                events:
                  - {at: 10m, do: sun watts=1000}
                  - {at: 20m, do: sun peak=6000}
                  - {at: 30m, do: sun watts=1000}
                  - {at: 40m, do: sun clouds=0.5}
                  - {at: 50m, do: sun peak=6000 watts=1000}
                expect:
                  - {from: 11m, to: 20m, always: sun < 1.1 kW}
                  - {from: 21m, to: 30m, always: sun > 5 kW}
                  - {from: 31m, to: 40m, always: sun < 1.1 kW}
                  - {from: 41m, to: 50m, always: sun > 2.4 kW}
                  - {from: 51m, always: sun < 1.1 kW}
                """);
    assertThat(report.passed()).as(report.text()).isTrue();
  }

  private static List<Series.Line> sun(Report report) {
    return report.series().orElseThrow().lines().stream()
        .filter(line -> line.plot().equals("Sun"))
        .toList();
  }

  @Test
  void theSunHasAPlotFromWhereThereIsOne() throws Exception {
    assertThat(sun(run(RIG + "for: 10s\nexpect: [{end: sun == 0 kW}]"))).isEmpty();
    String told = "for: 4s\nevents: [{at: 2s, do: sun watts=1500}]\nexpect: [{end: sun > 1 kW}]";
    List<Double> samples = sun(run(RIG + told)).get(0).samples();
    assertThat(samples.subList(0, 2)).containsOnly(Double.NaN);
    assertThat(samples.subList(2, 4)).allSatisfy(kw -> assertThat(kw).isBetween(1.4, 1.6));
  }

  @Test
  void afterASetClockTheReportCountsFromTheStart() throws Exception {
    Report report =
        run(
            RIG
                + """
                for: 2h
                events:
                  - {at: 30m, do: clock 2026-11-24 06:00}
                  - {at: 1h, do: oven on}
                expect:
                  - {always: grid L1 <= 20 A}
                """);
    assertThat(HtmlReport.of(List.of(new ScenarioReport(List.of(report)))))
        .contains("<li>1h after the start: 2026-11-24 06:30:00 oven on</li>")
        .contains(">1h</text>", ">1h30m</text>")
        .doesNotContain(">18:30</text>", ">19:00</text>");
  }

  @Test
  void whatAGuardChangesStandsAmongWhatHappensAndWhy() throws Exception {
    Report report =
        run(
            """
            rig:
              time: {start: 2026-11-23 18:00}
              house: {connection: 3x25}
              bridge: {guard: {fuse: 25, chargers: [{unit: 2, max: 25}]}}
              chargers: [{name: station, car: {preset: three-phase-22kw}}]
            for: 10m
            events:
              - {at: 5m, do: oven on}
            expect:
              - {end: fuses blown == 0}
            """);
    assertThat(lines(report))
        .anyMatch(
            line -> line.matches("18:05:0\\d guard: unit 2 limited to \\d A: L1 .* A of 25 A"));
  }

  @Test
  void aRecordingHasARowEachIntervalFromTheStartOn() throws Exception {
    Path csv = dir.resolve("run.csv");
    try (Recorder recorder = Recorder.to(csv, Duration.ofSeconds(10))) {
      run(RIG + "for: 35s\nexpect: [{always: power >= 0 kW}]", Optional.of(recorder));
    }
    assertThat(Files.readAllLines(csv).stream().skip(1).map(row -> row.split(",")[0]))
        .containsExactly(
            "2026-11-23T18:00:00+01:00",
            "2026-11-23T18:00:10+01:00",
            "2026-11-23T18:00:20+01:00",
            "2026-11-23T18:00:30+01:00");
  }
}

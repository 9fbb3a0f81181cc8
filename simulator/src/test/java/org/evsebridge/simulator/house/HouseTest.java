package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.HouseBlock;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseTest {
  private static final Duration STEP = SimulatedClock.STEP;

  @TempDir Path dir;
  private SimulatedClock clock = clockAt("2026-11-23T18:00:00+01:00");
  private House house;

  private static SimulatedClock clockAt(String time) {
    return new SimulatedClock(ZonedDateTime.parse(time + "[Europe/Amsterdam]"));
  }

  private void houseOf(String yaml) throws Exception {
    houseOf(yaml, 1);
  }

  private void houseOf(String yaml, long seed) throws Exception {
    SchemaJudges.rig("house:\n" + yaml.indent(2));
    Problems problems = new Problems();
    Optional<HouseSettings> settings =
        HouseBlock.BLOCK.read(
            YamlReader.read(dir.resolve("rig.yaml").toString(), yaml).get(0), problems);
    problems.throwIfAny();
    house = settings.orElseThrow().build(clock, seed);
  }

  private void pass(Duration time, PerPhase chargers) {
    for (long i = time.dividedBy(STEP); i > 0; i--) {
      clock.tick(STEP);
      house.tick(STEP, chargers);
    }
  }

  private PerPhase amperesAfter(Duration time) {
    pass(time, PerPhase.ZERO);
    return house.flow().amperes();
  }

  @Test
  void addsUpItsLoadsAndTheChargersOnEachPhase() throws Exception {
    houseOf(
        """
        supply: {ohms: 0}
        loads:
          - {name: base, watts: 690}
          - {name: oven, phases: L1, amperes: 16, switched: true}
        """);
    pass(STEP, new PerPhase(6, 6, 0));
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(23, 7, 1));
    assertThat(house.flow().watts()).isEqualTo(new PerPhase(23 * 230, 7 * 230, 230));
  }

  @Test
  void withoutLoadsTheOvenCanBeSwitchedOnAndOff() throws Exception {
    houseOf("{}");
    double before = amperesAfter(STEP).l1();
    assertThat(house.isOn("oven")).isFalse();
    assertThat(house.toggle("oven")).isTrue();
    assertThat(amperesAfter(STEP).l1()).isEqualTo(before + 16);
    house.switchOff("oven");
    assertThat(amperesAfter(STEP).l1()).isEqualTo(before);
  }

  @Test
  void namesItsAppliancesWhenAskedForAnother() throws Exception {
    houseOf(
        "loads: [{name: oven, amperes: 16, switched: off}, {name: kettle, watts: 2000, switched: off}]");
    assertThatThrownBy(() -> house.toggle("ofen"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the house has no appliance 'ofen', only oven, kettle");
  }

  @Test
  void theVoltageSagsWithLoadAndRisesWithTheSun() throws Exception {
    houseOf("{supply: {volts: 231, ohms: 0.2}, loads: []}");
    assertThat(house.volts()).isEqualTo(PerPhase.all(231));
    pass(STEP, new PerPhase(25, 0, -20));
    assertThat(house.volts()).isEqualTo(new PerPhase(226, 231, 235));
  }

  @Test
  void aHeatPumpDrawsMoreWhileItStarts() throws Exception {
    houseOf(
        """
        loads:
          - {name: heat pump, phases: L2, amperes: 9, switched: off, start: {amperes: 40, for: 300ms}}
        """);
    house.switchOn("heat pump");
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      drawn.add(amperesAfter(STEP).l2());
    }
    assertThat(drawn).containsExactly(40.0, 40.0, 40.0, 40.0, 40.0, 40.0, 9.0, 9.0);
    house.switchOff("heat pump");
    house.switchOn("heat pump");
    assertThat(amperesAfter(STEP).l2()).isEqualTo(40.0);
  }

  @Test
  void aBoilerKeepsItsHoursAndCanBeSwitchedInBetween() throws Exception {
    houseOf("loads: [{name: boiler, phases: L3, amperes: 10, hours: [18:10-18:20, 23:30-00:30]}]");
    assertThat(amperesAfter(Duration.ofMinutes(5)).l3()).isZero();
    assertThat(amperesAfter(Duration.ofMinutes(6)).l3()).isEqualTo(10);
    house.switchOff("boiler");
    assertThat(amperesAfter(Duration.ofMinutes(1)).l3()).isZero();
    assertThat(amperesAfter(Duration.ofMinutes(30)).l3()).isZero();
    assertThat(amperesAfter(Duration.ofHours(5)).l3()).isEqualTo(10);
    assertThat(amperesAfter(Duration.ofHours(1)).l3()).isZero();
  }

  @Test
  void aProfileHoldsEachValueUntilTheNextTimeOfDay() throws Exception {
    houseOf("loads: [{phases: L2, profile: {\"06:30\": 460, \"19:00\": 2300, \"23:00\": 230}}]");
    assertThat(amperesAfter(STEP).l2()).isEqualTo(2);
    assertThat(amperesAfter(Duration.ofMinutes(59)).l2()).isEqualTo(2);
    assertThat(amperesAfter(Duration.ofMinutes(1)).l2()).isEqualTo(10);
    assertThat(amperesAfter(Duration.ofHours(6)).l2()).isEqualTo(1);
  }

  @Test
  void aProfileCanStandInACsvFileBesideTheRig() throws Exception {
    Files.writeString(
        dir.resolve("evening.csv"), "time, L1, L2, L3\n00:00,230,0,0\n18:30,2300,460,-230\n\n");
    houseOf("loads: [{profile: evening.csv}]");
    assertThat(amperesAfter(STEP)).isEqualTo(new PerPhase(1, 0, 0));
    assertThat(amperesAfter(Duration.ofMinutes(30))).isEqualTo(new PerPhase(10, 2, -1));
  }

  @Test
  void noiseComesFromTheSeed() throws Exception {
    String yaml = "loads: [{profile: {\"00:00\": 690}, noise: 0.2}]";
    List<List<Double>> runs = new ArrayList<>();
    for (long seed : new long[] {7, 7, 8}) {
      clock = clockAt("2026-11-23T18:00:00+01:00");
      houseOf(yaml, seed);
      List<Double> drawn = new ArrayList<>();
      for (int minute = 0; minute < 50; minute++) {
        drawn.add(amperesAfter(Duration.ofMinutes(1)).l1());
      }
      assertThat(drawn).allMatch(amperes -> amperes >= 0.8 && amperes <= 1.2);
      runs.add(drawn);
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    assertThat(runs.get(0)).doesNotHaveDuplicates();
  }

  @Test
  void panelsFeedBackEvenlyUnderAClearSky() throws Exception {
    clock = clockAt("2026-06-21T13:30:00+02:00");
    houseOf("{loads: [], sun: {peak: 6000}}");
    PerPhase noon = amperesAfter(STEP);
    assertThat(noon.l1()).isEqualTo(noon.l3()).isCloseTo(-7.9, within(0.3));
    assertThat(amperesAfter(Duration.ofHours(11)).sum()).isZero();
  }

  @Test
  void panelsCanFollowACsvFile() throws Exception {
    Files.writeString(dir.resolve("sun.csv"), "time,watts\n08:00,1150\n18:00,460\n");
    houseOf("{loads: [], sun: [{phases: L3, profile: sun.csv}]}");
    assertThat(amperesAfter(STEP)).isEqualTo(new PerPhase(0, 0, -2));
  }

  @Test
  void aBlownFuseKillsItsPhaseUntilItIsReset() throws Exception {
    houseOf("{connection: 3x25, fuse: b, loads: [{name: base, phases: L1, amperes: 2}]}");
    pass(Duration.ofSeconds(29), new PerPhase(61.75, 10, 0));
    assertThat(house.blownFuses()).isEmpty();
    assertThat(house.fuseUse().l1()).isGreaterThan(0.9);
    pass(Duration.ofSeconds(2), new PerPhase(61.75, 10, 0));
    assertThat(house.blownFuses())
        .containsExactly(
            new House.BlownFuse(
                ZonedDateTime.parse("2026-11-23T18:00:30+01:00").toInstant(), Phase.L1, 63.75));
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(0, 10, 0));
    assertThat(house.volts().l1()).isZero();
    assertThat(house.volts().l2()).isPositive();
    house.resetFuses();
    assertThat(house.volts().l1()).isEqualTo(230);
    assertThat(amperesAfter(STEP).l1()).isEqualTo(2);
    assertThat(house.blownFuses()).hasSize(1);
  }

  @Test
  void aOnePhaseConnectionHasNothingOnTheOtherPhases() throws Exception {
    houseOf("connection: 1x35");
    pass(STEP, PerPhase.all(10));
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(12.7, 0, 0));
    assertThat(house.volts()).isEqualTo(new PerPhase(230 - 0.2 * 12.7, 0, 0));
    assertThat(house.connection().toString()).isEqualTo("1x35 A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connection: 2x25 | 1:13: 'connection' must be phases and amperes such as 3x25 or 1x35, found '2x25'",
        "fuse: d | 1:7: 'fuse' must be one of b, c, gg, b-lowest, c-lowest, gg-lowest, found 'd'",
        "{connection: 1x25, loads: [{phases: L2, watts: 1}]} | 1:37: the connection 1x25 A does not have all of these phases",
        "loads: [{name: x}] | 1:9: a load has 'amperes' (of each phase), 'watts' (together) or 'profile'",
        "loads: [{watts: 1, amperes: 1}] | 1:9: a load has 'amperes' (of each phase), 'watts' (together) or 'profile'",
        "loads: [{watts: 1, switched: on}] | 1:9: a load with a switch needs a 'name'",
        "loads: [{name: a, watts: 1},{name: a, watts: 2}] | 1:29: two loads are named 'a'",
        "loads: [{name: a, watts: 1, hours: '07:00'}] | 1:36: 'hours' must be two times of day such as 23:00-01:30, found '07:00'",
        "loads: [{name: a, watts: 1, hours: 07:00-x-08:00}] | 1:36: 'hours' must be two times of day such as 23:00-01:30, found '07:00-x-08:00'",
        "loads: [{name: a, watts: 1, hours: 7-8}] | 1:36: 'hours' must be two times of day such as 23:00-01:30, found '7-8'",
        "loads: [{profile: {\"25:00\": 1}}] | 1:20: expected a time of day such as 18:30 and watts, found '25:00,1'",
        "loads: [{profile: {}}] | 1:19: a profile needs at least one time",
        "loads: [{name: a, watts: 1, start: {amperes: 3}}] | 1:36: 'for' is missing: how long it draws that",
        "sun: {latitude: 52} | 1:6: the sun needs either the panels' 'peak' in watts or a 'profile'",
        "lods: [] | 1:1: 'lods' is not known here; known are connection, fuse, supply, loads, sun, clouds, battery, heavy-evening; did you mean 'loads'?",
      })
  void aFaultIsNamedWithItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> houseOf(yaml)).hasMessageEndingWith("rig.yaml:" + message);
  }

  @Test
  void aFaultInACsvFileIsNamedWithItsLine() throws Exception {
    Files.writeString(dir.resolve("bad.csv"), "time,watts\n08:00,1150\n18:00;460\n");
    assertThatThrownBy(() -> houseOf("loads: [{profile: bad.csv}]"))
        .hasMessageEndingWith(
            "bad.csv:3:1: expected a time of day such as 18:30 and watts, found '18:00;460'");
    assertThatThrownBy(() -> houseOf("loads: [{profile: none.csv}]"))
        .hasMessageContaining("rig.yaml:1:19: cannot read")
        .hasMessageContaining("none.csv");
  }

  @Test
  void cloudsTakeTheirShareOfTheSun() throws Exception {
    clock = clockAt("2026-06-21T13:40:00+02:00");
    houseOf("{loads: [], sun: {peak: 6900}}");
    double clear = amperesAfter(STEP).l1();
    assertThat(clear).isBetween(-10.0, -8.0);
    houseOf("{loads: [], sun: {peak: 6900}, clouds: 0.4}");
    assertThat(amperesAfter(STEP).l1()).isCloseTo(0.6 * clear, within(0.01));
  }
}

package org.evsebridge.simulator.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.config.StationBlock;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;

class StationTest {
  private static final ZonedDateTime REAL_NOW =
      ZonedDateTime.parse("2026-11-23T18:00:00+01:00[Europe/Amsterdam]");

  private final List<String> telegrams = new ArrayList<>();
  private Station station;
  private boolean locked;

  private void stationOf(String yaml) throws Exception {
    Problems problems = new Problems();
    Optional<StationSettings> settings =
        StationBlock.BLOCK.read(YamlReader.read("rig.yaml", yaml).get(0), problems);
    problems.throwIfAny();
    station =
        new Station(
            settings.orElseThrow(),
            EepromFile::open,
            REAL_NOW,
            bytes -> {
              telegrams.add(new String(bytes, StandardCharsets.US_ASCII));
              locked |= Thread.holdsLock(station);
            });
  }

  private House house() {
    return station.ask(Station.Models::house);
  }

  private Charger charger() {
    return station.ask(models -> models.charger("station").orElseThrow());
  }

  private void pass(Duration time) {
    for (long i = time.dividedBy(SimulatedClock.STEP); i > 0; i--) {
      station.tick(SimulatedClock.STEP);
    }
  }

  @Test
  void theCarsCurrentShowsInTheTelegrams() throws Exception {
    stationOf("{}");
    pass(Duration.ofMinutes(1));
    Charger charger = charger();
    assertThat(charger.state()).isEqualTo(ModuleState.C);
    assertThat(charger.current().l2()).isCloseTo(15.8, within(0.01));
    assertThat(telegrams.get(59)).contains("1-0:51.7.0(016*A)");
  }

  @Test
  void telegramsAreHandedOverInTheirOrderWhileTheStationIsFree() throws Exception {
    stationOf("meter: {faults: {late: 3s}}");
    pass(Duration.ofMinutes(1));
    List<String> times =
        telegrams.stream().map(telegram -> telegram.lines().toList().get(3)).toList();
    assertThat(times).hasSizeGreaterThan(50).isSorted();
    assertThat(locked).isFalse();
  }

  @Test
  void aRotatedOnePhaseCarLoadsItsOwnPhaseOfTheHouse() throws Exception {
    stationOf(
        """
        house: {loads: []}
        chargers: [{name: garage, wiring: L2-L3-L1, car: {preset: hybrid, after: 2s}}]
        """);
    pass(Duration.ofMinutes(1));
    assertThat(house().flow().amperes()).isEqualTo(new PerPhase(0, 15.8, 0));
  }

  @Test
  void twoChargersShareTheMainFuseAndTheBus() throws Exception {
    stationOf(
        """
        house: {loads: []}
        chargers:
          - {name: left}
          - {name: right, unit: 7, wiring: L3}
        """);
    pass(Duration.ofMinutes(1));
    PerPhase amperes = house().flow().amperes();
    assertThat(amperes.l1()).isCloseTo(15.8, within(0.01));
    assertThat(amperes.l3()).isCloseTo(31.6, within(0.01));
    Pdu state = Pdu.request(4, 0x0103, 1);
    assertThat(station.answer("rs485", new Adu(2, state)).orElseThrow().pdu().u16(2)).isEqualTo(3);
    assertThat(station.answer("rs485", new Adu(7, state)).orElseThrow().unit()).isEqualTo(7);
    assertThat(station.answer("rs485", new Adu(3, state))).isEmpty();
    station.answer("rs485", new Adu(0, Pdu.request(6, 0x0201, 0)));
    pass(Duration.ofSeconds(10));
    assertThat(house().flow().amperes().sum()).as("a broadcast is for nobody").isPositive();
    station.answer("rs485", new Adu(2, Pdu.request(6, 0x0201, 0)));
    station.answer("rs485", new Adu(7, Pdu.request(6, 0x0201, 0)));
    pass(Duration.ofSeconds(10));
    assertThat(house().flow().amperes().sum()).isZero();
  }

  @Test
  void twoModulesAtOneAddressBothAnswerAndBothObey() throws Exception {
    stationOf("chargers: [{name: left}, {name: right, unit: 7}]");
    station.answer("rs485", new Adu(7, Pdu.request(6, 0x0200, 2)));
    Adu limit = new Adu(2, Pdu.request(6, 0x0201, 0x0909));
    assertThat(station.answers("rs485", limit)).containsExactly(limit, limit);
    assertThat(station.answer("rs485", limit)).as("nothing that could be understood").isEmpty();
    List<Integer> advertised =
        station.ask(m -> m.chargers().stream().map(c -> c.module().advertisedAmperes()).toList());
    assertThat(advertised).containsExactly(9, 9);
  }

  @Test
  void aBlownFuseStopsTheModuleUntilItIsReset() throws Exception {
    stationOf(
        """
        house:
          fuse: b
          loads: [{name: short circuit, phases: L1, amperes: 200, switched: off}]
        """);
    pass(Duration.ofMinutes(1));
    house().switchOn("short circuit");
    pass(Duration.ofSeconds(1));
    assertThat(house().blownFuses()).extracting(b -> b.phase()).containsExactly(Phase.L1);
    Charger charger = charger();
    assertThat(charger.state()).isEqualTo(ModuleState.UNDEFINED);
    assertThat(house().flow().amperes()).isEqualTo(PerPhase.ZERO);
    assertThat(station.answer("rs485", new Adu(2, Pdu.request(4, 0x0103, 1)))).isEmpty();

    house().switchOff("short circuit");
    house().resetFuses();
    pass(Duration.ofMinutes(1));
    assertThat(charger.state()).isEqualTo(ModuleState.C);
    assertThat(charger.current().l1()).isCloseTo(15.8, within(0.01));
  }

  @Test
  void theSameSettingsGiveTheSameTelegramsEachTime() throws Exception {
    String yaml =
        """
        time: {start: 2026-06-21 12:00, seed: 3}
        house:
          loads: [{profile: {"00:00": 900}, noise: 0.5}]
          sun: {peak: 5000}
        meter: {faults: {flip: 0.1, late: 300ms}}
        """;
    stationOf(yaml);
    pass(Duration.ofMinutes(10));
    List<String> first = List.copyOf(telegrams);
    telegrams.clear();
    stationOf(yaml);
    pass(Duration.ofMinutes(10));
    assertThat(telegrams).isEqualTo(first).hasSizeGreaterThan(590);
  }
}

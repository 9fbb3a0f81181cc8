package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.evsebridge.simulator.junit.BatteryBuilder.battery;
import static org.evsebridge.simulator.junit.CarBuilder.car;
import static org.evsebridge.simulator.junit.ChargerBuilder.charger;
import static org.evsebridge.simulator.junit.ControlBuilder.balancing;
import static org.evsebridge.simulator.junit.ControlBuilder.tariff;
import static org.evsebridge.simulator.junit.GuardBuilder.guard;
import static org.evsebridge.simulator.junit.LineBuilder.line;
import static org.evsebridge.simulator.junit.LineFaultBuilder.cutShort;
import static org.evsebridge.simulator.junit.LineFaultBuilder.dead;
import static org.evsebridge.simulator.junit.LineFaultBuilder.exception;
import static org.evsebridge.simulator.junit.LineFaultBuilder.late;
import static org.evsebridge.simulator.junit.LineFaultBuilder.otherUnit;
import static org.evsebridge.simulator.junit.LineFaultBuilder.pieces;
import static org.evsebridge.simulator.junit.LoadBuilder.load;
import static org.evsebridge.simulator.junit.MeterBuilder.meter;
import static org.evsebridge.simulator.junit.MeterFaultsBuilder.meterFaults;
import static org.evsebridge.simulator.junit.PanelsBuilder.panels;
import static org.evsebridge.simulator.junit.StationBuilder.station;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.FirmwareVersion;
import org.evsebridge.simulator.charger.OneSecondLimit;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.charger.UndefinedAddresses;
import org.evsebridge.simulator.config.RigBlock;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.TimeCurrentCurve;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.meter.MbusKind;
import org.evsebridge.simulator.meter.MbusSettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.scenario.ScenarioReader;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A station said in Java is the one that a rig.yaml with the same keys would be. */
class StationBuilderTest {
  /**
   * What is said by {@code set} only: the bridge to the house, and what one rig has no second of.
   */
  private static final Pattern WITHOUT_A_METHOD =
      Pattern.compile(
          "http(\\..*)?|bridge\\.(http|mqtt)(\\..*)?|bridge\\.guard\\.(meter|chargers\\.remote).*");

  private static StationBuilder everything() {
    return station()
        .start(LocalDateTime.of(2026, 6, 21, 6, 0))
        .speed(10)
        .paused(true)
        .seed(7)
        .connection(3, 35)
        .fuse(TimeCurrentCurve.C)
        .supply(235, 0.3)
        .load(
            load("oven").on(Phase.L2).amperes(16).switched(true).start(30, Duration.ofMillis(200)))
        .load(load("boiler").watts(3000).hours(LocalTime.of(23, 0), LocalTime.of(1, 30)))
        .load(load("house").profile(Map.of(LocalTime.NOON, 800)).noise(0.1))
        .sun(panels(6000).on(Phase.L1).at(51, 4))
        .sun(panels(Map.of(LocalTime.NOON, 800)))
        .battery(
            battery(13)
                .power(4000)
                .soc(30)
                .minSoc(5)
                .maxSoc(95)
                .efficiency(0.8)
                .mode(BatterySettings.Mode.HOLD))
        .heavyEvening(true)
        .clouds(0.5)
        .prices(Map.of(LocalTime.MIDNIGHT, 0.2, LocalTime.NOON, 0.4), Map.of(LocalTime.NOON, 0.1))
        .line(line("p1").baudrate(115200).comset("8N1").tap("meter").tcp(0))
        .line(
            line("bus")
                .device(Path.of("/dev/ttyUSB0"))
                .pace(Wire.FRAMED)
                .modbusTcp(0)
                .rtuOverTcp(0)
                .fault(late(Duration.ofMillis(300)).unit(2).registers(0x0103, 0x0105).requests(5))
                .fault(cutShort(3).probability(0.5).lasting(Duration.ofSeconds(30)))
                .fault(pieces(1, Duration.ofMillis(5)))
                .fault(exception(4))
                .fault(otherUnit(9))
                .fault(dead(Duration.ofSeconds(2))))
        .charger(
            charger("left")
                .line("bus")
                .unit(3)
                .board(16)
                .cable(Cable.A13)
                .wiring(Phase.L2, Phase.L3, Phase.L1)
                .leakageModule(false)
                .serial("EVSE000002")
                .firmware(FirmwareVersion.V2_10_8)
                .oneSecondLimit(OneSecondLimit.CAP)
                .undefined(UndefinedAddresses.SILENT)
                .versionAt(100)
                .noise(0)
                .limit(0x0606)
                .button(true)
                .fault(Fault.NO_EARTH)
                .fault(Fault.WARM)
                .carAfter(Duration.ofMinutes(1))
                .car(
                    car(CarPreset.HYBRID)
                        .phases(2)
                        .maxCurrent(20)
                        .battery(50)
                        .soc(30)
                        .target(90)
                        .startDelay(Duration.ofSeconds(3))
                        .reaction(Duration.ofMillis(700))
                        .ramp(3)
                        .minCurrent(7)
                        .drawsBelow(0.3)
                        .overdraw(1)
                        .startPeak(2)
                        .sleepsAfter(Duration.ofMinutes(2))
                        .dropsPhaseAfter(Duration.ofMinutes(30))
                        .stickyPhases(true)
                        .ventilation(true)
                        .diodeFault(true)))
        .guard(
            guard(35)
                .kind(FuseKind.B)
                .module("bus", 3, 7, 13, Phase.L2, Phase.L3, Phase.L1)
                .safeCurrent(0)
                .margin(1)
                .raiseAfter(Duration.ofSeconds(30))
                .pause(Duration.ofMinutes(4))
                .controllerSilent(Duration.ofMinutes(1), GuardSettings.Then.STOP)
                .state(Path.of("/tmp/guard")))
        .bridge(false);
  }

  private static MeterBuilder wholeMeter() {
    return meter(MeterKind.DSMR_4_2)
        .line("p1")
        .phases(3)
        .identification("SIM5\\2OTHER")
        .serial("E1")
        .interval(Duration.ofSeconds(20))
        .highTariff(LocalTime.of(8, 0), LocalTime.of(20, 0))
        .text("hello", "12")
        .imported(1, 2)
        .exported(3, 4)
        .monthPeak(5)
        .peaks(List.of(4.0, 3.5))
        .failures(3, 2)
        .failure(Duration.ofHours(48), Duration.ofMinutes(10))
        .sags(1, 0, 2)
        .swells(0, 1)
        .faults(
            meterFaults()
                .flip(0.1)
                .cut(0.2)
                .crc(0.3)
                .babble(0.4)
                .late(Duration.ofSeconds(2))
                .silence(Duration.ofSeconds(3)));
  }

  private static MeterBuilder ofGas() {
    return wholeMeter().gasSerial("G1").gasPerYear(900).gas(12);
  }

  private static MeterBuilder ofMbus() {
    return wholeMeter().mbus(new MbusSettings(2, MbusKind.WATER, "W1", 5, 80));
  }

  private static ChargerBuilder ofEverySetting() {
    ChargerBuilder charger = charger("station").carAway();
    Settings.registers().stream()
        .filter(register -> register != ModuleRegister.ADDRESS)
        .forEach(register -> charger.setting(register, 1));
    return charger;
  }

  private static Set<String> paths(YamlNode node, String path) {
    Set<String> all = new TreeSet<>(Set.of(path));
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        all.addAll(paths(entry.value(), path.isEmpty() ? entry.key() : path + "." + entry.key()));
      }
    } else if (node instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> all.addAll(paths(item, path)));
    }
    return all;
  }

  @Test
  void everyKeyOfARigHasAMethod(@TempDir Path dir) {
    Set<String> said =
        Stream.of(
                everything().meter(ofGas()),
                everything().meter(ofMbus()),
                everything()
                    .meter(meter(MeterKind.DSMR_5).replay(dir.resolve("telegrams.txt"), true))
                    .charger(ofEverySetting().eeprom(dir).replay(dir)))
            .flatMap(station -> paths(station.keys().node(), "").stream())
            .collect(Collectors.toSet());
    Set<String> keys =
        Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE)
            .matcher(KeyTable.of(RigBlock.BLOCK))
            .results()
            .map((MatchResult row) -> row.group(1))
            .filter(key -> !WITHOUT_A_METHOD.matcher(key).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSizeGreaterThan(100).allMatch(said::contains);
  }

  @Test
  void everyKeyOfAControllerThatIsARuleHasAMethod() {
    ControlBuilder all =
        tariff()
            .fuse(25)
            .phases(3)
            .priceAtMost(0.2)
            .cheapest(Duration.ofHours(2))
            .between(LocalTime.of(22, 0), LocalTime.of(7, 0))
            .limit(1, 16)
            .charger("left");
    Set<String> keys =
        Pattern.compile("^\\| `controller\\.([^`]+)`", Pattern.MULTILINE)
            .matcher(KeyTable.of(ScenarioReader.BLOCK))
            .results()
            .map(row -> row.group(1))
            .filter(key -> !Set.of("command", "evcc", "silence").contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSizeGreaterThan(5).isSubsetOf(paths(all.keys().node(), ""));
  }

  @Test
  void whatIsSaidIsWhatTheStationHas() throws ConfigException {
    RigFile rig = everything().meter(ofMbus()).read();
    ChargerSettings left = rig.station().chargers().get(0);
    assertThat(left.car().maxAmperes()).isEqualTo(20);
    assertThat(left.car().habits().sleepsAfter()).contains(Duration.ofMinutes(2));
    assertThat(left.hardware().cable()).isEqualTo(Cable.A13);
    assertThat(left.wiring().phases()).containsExactly(Phase.L2, Phase.L3, Phase.L1);
    assertThat(left.initial().faults()).containsExactlyInAnyOrder(Fault.NO_EARTH, Fault.WARM);
    assertThat(left.carAfter()).contains(Duration.ofMinutes(1));
    assertThat(rig.station().house().connection().amperes()).isEqualTo(35);
    assertThat(rig.station().house().connection().curve()).isEqualTo(TimeCurrentCurve.C);
    assertThat(rig.station().meter().interval()).isEqualTo(Duration.ofSeconds(20));
    assertThat(rig.station().meter().faults().late()).isEqualTo(Duration.ofSeconds(2));
    assertThat(rig.bridge().guard().orElseThrow().settings().kind()).isEqualTo(FuseKind.B);
    assertThat(rig.station().line("bus").bus().faults()).hasSize(6);
  }

  @Test
  void aStationOfNothingSaidIsTheDefaultOne() throws ConfigException {
    assertThat(station().read().station().chargers())
        .isEqualTo(RigFile.DEFAULT.station().chargers());
  }

  @Test
  void whatDoesNotFitIsSaidAllAtOnceWithThePathOfItsKey() {
    StationBuilder wrong =
        station()
            .connection(3, 0)
            .charger(charger("left"))
            .charger(charger("right").unit(3).car(car().soc(140)));
    assertThatThrownBy(() -> TestStation.stepped(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("house.connection: 'connection' must be ")
        .hasMessageContaining(
            "chargers[1].car.soc: 'soc' must be a number from 0 to 100, found '140'");
  }

  @Test
  void whatStandsInAFileIsNotSaidAgain() {
    assertThatThrownBy(() -> StationBuilder.yaml("{}").connection(3, 25))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in its rig.yaml");
  }

  @Test
  void aKeyWithoutAMethodIsSetByItsPath() throws ConfigException {
    assertThat(station().set("http.port", 0).read().http().port()).contains(0);
  }

  @Test
  void aRuleControlsTheChargersThatItIsGiven() {
    StationBuilder two =
        station()
            .charger(charger("left"))
            .charger(charger("right").unit(3))
            .controlledBy(balancing().fuse(16).charger("left"));
    try (TestStation station = TestStation.stepped(two)) {
      station.await("current of right >= 15 A", Duration.ofSeconds(30));
      station.always("current of right >= 15 A", Duration.ofMinutes(1));
      assertThat(station.charger("left").current().max()).isLessThan(7);
    }
  }

  @Test
  void aRuleChargesWhileEnergyIsCheap() {
    Map<LocalTime, Double> dear =
        Map.of(LocalTime.MIDNIGHT, 0.2, LocalTime.of(17, 0), 0.4, LocalTime.of(21, 0), 0.2);
    StationBuilder cheap =
        station()
            .prices(dear, Map.of(LocalTime.MIDNIGHT, 0.1))
            .controlledBy(tariff().priceAtMost(0.25));
    try (TestStation station = TestStation.stepped(cheap)) {
      station.clock().step(Duration.ofHours(2));
      double charged = station.charger().charged();
      station.always("current == 0 A", Duration.ofMinutes(50));
      assertThat(charged).isLessThan(1);
      station.await("current >= 6 A", Duration.ofMinutes(20));
    }
  }

  @Test
  void aRuleChargesInTheCheapestHoursOfTheNightOnly() {
    Map<LocalTime, Double> prices =
        Map.of(LocalTime.MIDNIGHT, 0.2, LocalTime.of(18, 0), 0.1, LocalTime.of(20, 0), 0.3);
    StationBuilder nightly =
        station()
            .prices(prices, Map.of(LocalTime.MIDNIGHT, 0.1))
            .controlledBy(
                tariff()
                    .cheapest(Duration.ofHours(1))
                    .between(LocalTime.of(22, 0), LocalTime.of(7, 0)));
    try (TestStation station = TestStation.stepped(nightly)) {
      station.clock().step(Duration.ofMinutes(1));
      station.always("current == 0 A", Duration.ofHours(1)); // cheap, but not in those hours
      station.clock().set(LocalDateTime.of(2026, 11, 24, 0, 1));
      station.await("current >= 6 A", Duration.ofMinutes(5));
    }
  }

  @Test
  void aRuleKeepsToWhatTheCountingRegisterAllows() {
    StationBuilder limited = station().controlledBy(tariff().limit(1, 16).limit(2, 7));
    try (TestStation station = TestStation.stepped(limited)) {
      station.await("current >= 6 A", Duration.ofMinutes(5));
      station.always("current <= 7 A", Duration.ofMinutes(5)); // a weekday's evening: register 2
      station.clock().set(LocalDateTime.of(2026, 11, 23, 23, 1));
      station.await("current >= 12 A", Duration.ofMinutes(5));
    }
  }

  @Test
  void aProfileMayComeFromAFile(@TempDir Path dir) throws Exception {
    Path csv = Files.writeString(dir.resolve("day.csv"), "time,watts\n00:00,6900\n");
    try (TestStation station =
        TestStation.stepped(
            station().load(load("house").profile(csv)).charger(charger("a").carAway()))) {
      station.await("L1 >= 9.9 A", Duration.ofSeconds(1));
    }
  }
}

package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;

/** A stepped station, as a user's test has it. */
@EvseRig
class EvseRigTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int UNIT = 2;
  private static final int STATE = 0x0103;
  private static final int LIMIT = 0x0201;

  /** As guarded-rig.yaml has it, but for its guard. */
  private static final String WITHOUT_GUARD =
      "{chargers: [{name: station, car: {preset: three-phase-22kw}}]}";

  @Test
  void theCarCharges(TestStation station) {
    station.await("current >= 15 A", SOON);
    assertThat(station.text("state")).isEqualTo("C");
  }

  @Test
  void aLimitThatIsWrittenIsKept(TestStation station, ModbusClient modbus) {
    station.await("state == C", SOON);
    modbus.write(UNIT, LIMIT, 0xFF06);
    station.await("current <= 6 A", Duration.ofSeconds(10));
    station.always("L1 <= 25 A", Duration.ofMinutes(1));
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0xFF06);
    assertThat(modbus.readInput(UNIT, STATE, 1).get(0) & 0xFF).isEqualTo(ModuleState.C.code());
  }

  @Test
  void everyTestHasAStationOfItsOwn(TestStation station, TestClock clock, Telegrams telegrams) {
    assertThat(clock.now().toLocalTime()).hasToString("18:00");
    assertThat(telegrams.all()).isEmpty();
    station.act("unplug");
    clock.step(Duration.ofSeconds(10));
    assertThat(clock.now().toLocalTime()).hasToString("18:00:10");
    assertThat(telegrams.all()).hasSize(10);
    assertThat(telegrams.last().orElseThrow().values().amperes(Phase.L1)).hasValue(1);
  }

  @Test
  void aWaitInVainSaysWhatWasSeen(TestStation station) {
    station.act("unplug");
    assertThatThrownBy(() -> station.await("current >= 6 A", SOON))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("current >= 6 A within 30s: never, 0 A at last\n")
        .hasMessageContaining("the station at 18:00:30: state A limit ")
        .hasMessageEndingWith("\n  18:00:00 unplug");
    assertThatThrownBy(() -> station.always("state == C", SOON))
        .hasMessageStartingWith("state == C for 30s: A at 18:00:30\n");
  }

  @Test
  void whatThereIsNotIsAnsweredWithWhatThereIs(TestStation station, ModbusClient modbus) {
    assertThatThrownBy(() -> station.act("dance"))
        .hasMessageStartingWith("'dance' cannot be done here; known are controller dies, ");
    assertThatThrownBy(() -> station.value("love"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no quantity 'love'; quantities are grid, ");
    assertThatThrownBy(() -> station.await("love > 1", SOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'love > 1' is no condition: there is no quantity 'love'; ");
    assertThatThrownBy(() -> station.await("current > 3 W", SOON))
        .hasMessage("'current > 3 W' is no condition: 'current' is in A");
    assertThatThrownBy(() -> station.await("evcc errors == 0", SOON))
        .hasMessage("'evcc errors == 0' asks a program outside; none takes part here");
    assertThatThrownBy(station::ports).hasMessageContaining("is stepped");
    assertThatThrownBy(() -> modbus.readInput(9, STATE, 1))
        .isInstanceOfSatisfying(
            ModbusFailure.class, e -> assertThat(e.code()).isEqualTo(OptionalInt.empty()))
        .hasMessage("unit 9, function 4 at 0x0103: no answer");
    assertThatThrownBy(() -> modbus.write(UNIT, STATE, 1))
        .isInstanceOfSatisfying(ModbusFailure.class, e -> assertThat(e.code()).isPresent());
  }

  @Test
  void aChargerIsActedOnWithoutWords(TestStation station, TestCharger charger, TestClock clock) {
    station.await("current >= 15 A", SOON);
    assertThat(charger.name()).isEqualTo("station");
    assertThat(charger.isPlugged()).isTrue();
    assertThat(charger.limit()).isEqualTo(32);
    charger.write(ModuleRegister.LIMIT, 0x0A0A);
    station.await("current <= 10 A", Duration.ofSeconds(10));
    assertThat(charger.current().max()).isBetween(9.0, 10.0);
    charger.change(CarBuilder.car().soc(50).target(50));
    station.await("current == 0 A", SOON);
    assertThat(charger.soc().orElseThrow()).isBetween(50.0, 50.1);
    charger.cause(Fault.NO_EARTH);
    clock.step(Duration.ofSeconds(2));
    assertThat(charger.state()).isEqualTo(ModuleState.ERROR);
    charger.remove(Fault.NO_EARTH);
    charger.powerCycle();
    charger.pressButton();
    charger.unplug();
    assertThat(charger.soc()).isEmpty();
    assertThatThrownBy(() -> charger.change(CarBuilder.car().soc(1)))
        .hasMessage("no car is plugged in at station");
    charger.plug(CarPreset.TWO_PHASE);
    charger.plug(CarBuilder.car(CarPreset.SLEEPER).soc(10));
    charger.plug();
    assertThat(station.trouble().happenings())
        .extracting(line -> line.substring(9))
        .containsExactly(
            "write 0x0201 = 2570 to station",
            "car soc=50 target=50 at station",
            "fault no-earth at station",
            "no fault no-earth at station",
            "power cycle at station",
            "button at station",
            "unplug station",
            "plug preset=two-phase at station",
            "plug preset=sleeper soc=10 at station",
            "plug station");
    assertThatThrownBy(() -> station.charger("right"))
        .hasMessage("there is no charger 'right', only station");
  }

  @Test
  void aModuleAtAddressOneAnswersOnceItsButtonIsPressed() {
    try (TestStation station =
        TestStation.stepped(
            StationBuilder.station().charger(ChargerBuilder.charger("shy").unit(1)))) {
      station.clock().step(Duration.ofSeconds(5));
      assertThatThrownBy(() -> station.modbus().readInput(1, STATE, 1))
          .hasMessageContaining("no answer");
      station.charger().pressButton();
      assertThat(station.modbus().readInput(1, STATE, 1)).hasSize(1);
    }
  }

  @Test
  void aFaultOfALineLastsInTheStationsTime(TestLine line, TestClock clock, ModbusClient modbus) {
    line.fault(LineFaultBuilder.exception(4).lasting(Duration.ofMinutes(10)));
    clock.step(Duration.ofMinutes(9));
    assertThatThrownBy(() -> modbus.readHolding(UNIT, LIMIT, 1))
        .hasMessageEndingWith("exception 4");
    clock.step(Duration.ofMinutes(1));
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).hasSize(1);
  }

  @Test
  void houseAndMeterAreActedOnWithoutWords(
      TestStation station, TestHouse house, TestMeter meter, TestClock clock) {
    house.switchOn("oven");
    assertThat(house.isOn("oven")).isTrue();
    station.await("L1 >= 30 A", SOON);
    assertThat(house.grid().l1()).isGreaterThan(29);
    house.switchOff("oven");
    assertThat(house.blownFuses()).isEmpty();
    assertThatThrownBy(() -> house.switchOn("sauna"))
        .hasMessage(
            "'sauna on' cannot be done here: there is no appliance 'sauna'; appliance is oven");
    double sent = station.value("telegrams");
    meter.silence(Duration.ofSeconds(10));
    clock.step(Duration.ofSeconds(9));
    assertThat(station.value("telegrams")).isEqualTo(sent);
    meter.faults(MeterFaultsBuilder.meterFaults().cut(1));
    clock.step(Duration.ofSeconds(10));
    int whole = station.telegrams().all().size();
    assertThat(station.value("telegrams")).isGreaterThan(sent);
    meter.noFaults();
    clock.step(Duration.ofSeconds(5));
    assertThat(station.telegrams().all().size()).isGreaterThan(whole);
    station.cutLines(Duration.ofSeconds(5));
    assertThatThrownBy(() -> station.modbus().readInput(UNIT, STATE, 1))
        .hasMessageContaining("no answer");
    clock.step(Duration.ofSeconds(5));
    station.line("rs485").fault(LineFaultBuilder.exception(4).unit(UNIT));
    assertThatThrownBy(() -> station.modbus().readInput(UNIT, STATE, 1))
        .hasMessageContaining("exception 4");
    station.line("rs485").noFaults();
    assertThat(station.modbus().readInput(UNIT, STATE, 1)).hasSize(1);
    assertThatThrownBy(() -> station.line("rs232"))
        .hasMessage("there is no RS485 line 'rs232', only rs485");
  }

  @Test
  void blownFusesAreToldAndReset(TestStation station, TestHouse house) {
    try (TestStation small = TestStation.stepped(StationBuilder.station().connection(3, 16))) {
      small.house().switchOn("oven");
      small.await("fuses blown >= 1", Duration.ofHours(1));
      assertThat(small.house().blownFuses().get(0).phase()).isEqualTo(Phase.L1);
      small.house().resetFuses();
      small.await("volts L1 >= 200 V", SOON);
    }
    assertThat(house.blownFuses()).isEmpty();
  }

  @Test
  void aControllerDiesAndComesBack() {
    try (TestStation station =
        TestStation.stepped(
            StationBuilder.station().controlledBy(ControlBuilder.balancing().fuse(16)))) {
      station.await("current >= 12 A", Duration.ofMinutes(2));
      station.controller().die();
      station.house().switchOn("oven");
      station.await("L1 > 20 A", Duration.ofSeconds(1));
      station.always("L1 > 20 A", SOON);
      station.controller().start();
      station.await("L1 <= 20 A", SOON);
      station.controller().hang();
      station.controller().blind();
    }
  }

  @Test
  void whatIsNotThereCannotDie(TestBridge bridge, TestController controller, Trouble trouble) {
    assertThatThrownBy(bridge::die)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'bridge dies' cannot be done here: there is no guard, and so no bridge; a rig.yaml has"
                + " 'bridge: {guard: …}'");
    assertThatThrownBy(controller::die)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'controller dies' cannot be done here: there is no controller; give one, such as"
                + " {rule: balancing}");
    assertThat(trouble.happenings()).isEmpty();
  }

  @Test
  void theLineIsThatOfTheFirstCharger(TestStation station, TestLine line) {
    line.fault(LineFaultBuilder.exception(4));
    assertThat(station.trouble().happenings())
        .containsExactly("18:00:00 line fault exception code=4 on rs485");
  }

  @Test
  void aStationWithoutSupplySaysSo() {
    try (TestStation station = TestStation.stepped(StationBuilder.station().connection(1, 16))) {
      station.house().switchOn("oven");
      station.await("fuses blown == 1", Duration.ofHours(1));
      assertThatThrownBy(() -> station.always("fuses blown == 0", SOON))
          .hasMessageContaining(": no supply, state undefined limit ");
    }
  }

  /** Of three cars and fuses, those that the documentation names. */
  @Test
  void aFuseBlowsOnlyWithFarMoreThanItsRating() {
    assertThat(blowsAfter(StationBuilder.station(), Duration.ofHours(2))).isEmpty();
    assertThat(blowsAfter(StationBuilder.station().connection(3, 16), Duration.ofHours(2)))
        .hasValueSatisfying(
            time -> assertThat(time).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(8)));
    assertThat(
            blowsAfter(
                StationBuilder.station()
                    .charger(
                        ChargerBuilder.charger("station")
                            .car(CarBuilder.car(CarPreset.THREE_PHASE_22KW))),
                Duration.ofHours(2)))
        .hasValueSatisfying(
            time -> assertThat(time).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(12)));
  }

  /** How long after the oven comes on; empty when it has not within a time. */
  private static Optional<Duration> blowsAfter(StationBuilder settings, Duration within) {
    try (TestStation station = TestStation.stepped(settings)) {
      station.await("current >= 15 A", SOON);
      station.house().switchOn("oven");
      ZonedDateTime on = station.clock().now();
      for (Duration passed = Duration.ZERO; passed.compareTo(within) < 0; ) {
        station.clock().step(Duration.ofSeconds(10));
        passed = Duration.between(on, station.clock().now());
        if (station.trouble().blownFuses() > 0) {
          return Optional.of(passed);
        }
      }
      return Optional.empty();
    }
  }

  @Test
  @EvseRig("guarded-rig.yaml")
  void whoWritesARegisterPassesTheGuard(
      TestStation station, TestCharger charger, ModbusClient modbus, TestHouse house) {
    station.await("current >= 20 A", Duration.ofMinutes(5));
    house.switchOn("oven");
    station.await("L1 > 25 A", Duration.ofSeconds(2));
    station.await("L1 <= 25 A", Duration.ofSeconds(6));
    modbus.write(UNIT, LIMIT, 0x2020);
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0x2020);
    assertThat(charger.limit()).isLessThan(10);
    charger.write(ModuleRegister.LIMIT, 0x2020);
    assertThat(charger.limit()).isLessThan(10);
    station.always("L1 <= 25 A", Duration.ofMinutes(5));
  }

  @Test
  @EvseRig("guarded-rig.yaml")
  void aWaitInVainSaysWhatTheGuardDidAndWhatTheClientWrote(
      TestStation station, TestHouse house, ModbusClient modbus) {
    station.await("current >= 20 A", Duration.ofMinutes(5));
    house.switchOn("oven");
    station.await("current <= 12 A", SOON);
    modbus.write(UNIT, LIMIT, 0x2020);
    assertThatThrownBy(() -> modbus.write(UNIT + 1, LIMIT, 6)).isInstanceOf(ModbusFailure.class);
    assertThatThrownBy(() -> station.await("current >= 20 A", SOON))
        .hasMessageContaining(" client: write 0x0201 = 0x2020 to unit 2\n")
        .hasMessageContaining(" client: write 0x0201 = 0x0006 to unit 3: no answer")
        .message()
        .containsPattern("guard: unit 2 limited to \\d A: L1 [0-9.]+ A of 25 A\n");
  }

  @Test
  void aWaitInVainTellsOfTheSunAndTheBatteryWhereTheyAre(TestStation without) {
    assertThatThrownBy(() -> without.await("current >= 40 A", SOON))
        .message()
        .doesNotContain("sun", "battery");
    StationBuilder sunny =
        StationBuilder.yaml(
            "{time: {start: 2026-06-21 12:00}, house: {sun: {peak: 6000},"
                + " battery: {capacity: 10, soc: 40}}}");
    try (TestStation station = TestStation.stepped(sunny)) {
      assertThatThrownBy(() -> station.await("current >= 40 A", SOON))
          .message()
          .containsPattern(" sun [45]\\.\\d+ kW battery -?\\d\\S* kW battery soc 39\\.\\S* %");
    }
  }

  @Test
  void aResetPutsItBackToItsBeginning(TestStation station, TestClock clock, Trouble trouble) {
    station.act("fault no-earth");
    clock.step(SOON);
    assertThat(trouble.happenings()).containsExactly("18:00:00 fault no-earth");
    station.reset();
    assertThat(trouble.happenings()).isEmpty();
    assertThat(clock.now().toLocalTime()).hasToString("18:00");
    station.await("current >= 15 A", SOON);
  }

  @Test
  @EvseRig(yaml = "{house: {connection: 3x25}}", controller = "{rule: balancing}")
  void aControllerLowersTheCarWhenTheOvenComesOn(TestStation station, Trouble trouble) {
    station.await("current >= 15 A", SOON);
    station.act("oven on");
    station.await("L1 > 25 A", SOON);
    station.await("L1 <= 25 A", Duration.ofSeconds(10));
    station.always("L1 <= 26 A", Duration.ofMinutes(5));
    assertThat(trouble.blownFuses()).isZero();
  }

  @Test
  @EvseRig("guarded-rig.yaml")
  void aGuardHoldsTheFuseWithoutAnyController(TestStation station, Trouble trouble) {
    assertThat(blowsAfter(StationBuilder.yaml(WITHOUT_GUARD), Duration.ofMinutes(30))).isPresent();
    station.act("write 0x0201 = 0x2020");
    station.act("oven on");
    station.always("fuses blown == 0", Duration.ofHours(1));
    station.act("bridge dies");
    station.await("current <= 6 A", Duration.ofSeconds(8));
    assertThat(trouble.happenings().stream().filter(line -> !line.contains(" guard: ")))
        .isEqualTo(
            List.of("18:00:00 write 0x0201 = 0x2020", "18:00:00 oven on", "19:00:00 bridge dies"));
  }
}

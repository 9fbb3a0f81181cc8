package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.junit.BatteryBuilder;
import org.evsebridge.simulator.junit.CarBuilder;
import org.evsebridge.simulator.junit.ControlBuilder;
import org.evsebridge.simulator.junit.GuardBuilder;
import org.evsebridge.simulator.junit.LineFaultBuilder;
import org.evsebridge.simulator.junit.MeterFaultsBuilder;
import org.evsebridge.simulator.junit.StationBuilder;
import org.evsebridge.simulator.junit.TestCharger;
import org.evsebridge.simulator.junit.TestHouse;
import org.evsebridge.simulator.junit.TestStation;
import org.junit.jupiter.api.Test;

/** What the words of scenarios can say, a test says in Java too. */
class TypedDeedsTest {
  private static final Duration WHILE = Duration.ofSeconds(1);

  private static final Map<String, String> WITHOUT_A_DEED =
      Map.of(
          "evcc mode MODE [at LOADPOINT]", "a test speaks to its program itself",
          "evcc post PATH", "a test speaks to its program itself",
          "http METHOD URL [JSON] [expects STATUS]", "a test speaks to its program itself",
          "car soc PERCENT [at CHARGER]", "change(car().soc(…)) says it",
          "car target PERCENT [at CHARGER]", "change(car().target(…)) says it");

  private static void doEverything(TestStation station) {
    station.controller().die();
    station.controller().hang();
    station.controller().blind();
    station.controller().start();
    station.bridge().die();
    station.bridge().hang();
    station.bridge().start();
    station.cutLines(WHILE);
    station.line().fault(LineFaultBuilder.late(WHILE));
    station.line().noFaults("late");
    station.line().noFaults();
    station.clock().set(LocalDateTime.of(2026, 6, 21, 12, 0));
    station.clock().speed(2.5);
    station.clock().standStill(WHILE);
    station.meter().silence(WHILE);
    station.meter().freeze(WHILE);
    station.meter().faults(MeterFaultsBuilder.meterFaults().flip(0.1));
    station.meter().noFaults();
    doEverything(station.house());
    doEverything(station.charger());
  }

  private static void doEverything(TestHouse house) {
    house.switchOn("oven");
    house.switchOff("oven");
    house.draws("oven", 12.5);
    house.panels(6000);
    house.clouds(0.25);
    house.sun(1500);
    house.sunAsBefore();
    house.battery(BatteryBuilder.battery(8).soc(30));
    house.batteryAsBefore();
    house.resetFuses();
  }

  private static void doEverything(TestCharger charger) {
    charger.unplug();
    charger.plug();
    charger.change(CarBuilder.car().soc(40));
    charger.pressButton();
    charger.cause(Fault.NO_EARTH);
    charger.remove(Fault.NO_EARTH);
    charger.write(ModuleRegister.LIMIT, 0x0606);
    charger.read(ModuleRegister.LIMIT);
    charger.powerCycle();
  }

  /** The word that a text is, as {@link Action#parse} finds it. */
  private static String word(String text) {
    return Words.ALL.stream()
        .filter(word -> word.match(text).matches())
        .findFirst()
        .orElseThrow()
        .shown();
  }

  @Test
  void eachWordHasADeedOrAReason() {
    StationBuilder settings =
        StationBuilder.station()
            .controlledBy(ControlBuilder.balancing())
            .guard(GuardBuilder.guard(25).module(2, 16));
    try (TestStation station = TestStation.stepped(settings)) {
      doEverything(station);
      List<String> said =
          station.trouble().happenings().stream()
              .filter(line -> !line.contains(": ")) // the guard, and remarks
              .map(line -> line.split(" ", 2)[1])
              .toList();
      Set<String> words =
          Words.ALL.stream().map(Word::shown).collect(Collectors.toCollection(TreeSet::new));
      words.removeAll(WITHOUT_A_DEED.keySet());
      assertThat(said.stream().map(TypedDeedsTest::word).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(words);
    }
  }

  @Test
  void whatIsToldOfSunLoadsAndBatteryIsWhatTheyDo() {
    try (TestStation station = TestStation.stepped(StationBuilder.station())) {
      TestHouse house = station.house();
      station.clock().set(LocalDateTime.of(2026, 6, 21, 13, 40));
      station.charger().unplug();
      house.panels(6000);
      station.await("sun >= 5 kW", WHILE);
      house.clouds(0.5);
      station.await("sun <= 3 kW", WHILE);
      house.sun(1200);
      station.await("sun <= 1.25 kW", WHILE);
      house.battery(BatteryBuilder.battery(5));
      station.await("battery <= -0.5 kW", WHILE);
      house.batteryAsBefore();
      house.sunAsBefore();
      station.await("sun == 0", WHILE);
      house.draws("oven", 9.5);
      house.switchOn("oven");
      station.await("L1 >= 10.5 A", WHILE);
    }
  }
}

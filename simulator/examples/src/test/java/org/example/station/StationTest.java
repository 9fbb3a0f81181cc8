package org.example.station;

import static org.evsebridge.simulator.junit.ControlBuilder.surplus;
import static org.evsebridge.simulator.junit.GuardBuilder.guard;
import static org.evsebridge.simulator.junit.PanelsBuilder.panels;
import static org.evsebridge.simulator.junit.StationBuilder.station;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.junit.EvseRig;
import org.evsebridge.simulator.junit.TestCharger;
import org.evsebridge.simulator.junit.TestClock;
import org.evsebridge.simulator.junit.TestHouse;
import org.evsebridge.simulator.junit.TestStation;
import org.junit.jupiter.api.Test;

/** Each test has a station of its own, in which half an hour passes in a moment. */
@EvseRig
class StationTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void theCarCharges(TestStation station) {
    station.await("current >= 15 A", SOON);
  }

  @Test
  void withoutEarthTheCarGetsNothing(TestStation station, TestCharger charger, TestClock clock) {
    station.await("state == C", SOON);
    charger.cause(Fault.NO_EARTH);
    clock.step(Duration.ofSeconds(1));
    station.await("current == 0 A", Duration.ofSeconds(5));
    assertEquals(ModuleState.ERROR, charger.state());
  }

  @Test
  @EvseRig(controller = "{rule: balancing}")
  void theControllerMakesRoomForTheOven(TestStation station, TestHouse house) {
    station.await("current >= 15 A", SOON);
    house.switchOn("oven");
    station.await("L1 > 25 A", SOON);
    station.await("L1 <= 25 A", Duration.ofSeconds(10));
    station.always("L1 <= 26 A", Duration.ofMinutes(5)); // 33 A would blow no fuse for hours
  }

  @Test
  void theGuardHoldsTheFuseWhoeverAsksForMore() {
    try (TestStation station =
        TestStation.stepped(station().connection(3, 16).guard(guard(16).module(2, 16)))) {
      station.await("current >= 12 A", Duration.ofMinutes(5));
      station.house().switchOn("oven");
      station.always("fuses blown == 0", Duration.ofMinutes(30));
    }
  }

  @Test
  void onASummerDayTheCarChargesWithTheSun() {
    try (TestStation station =
        TestStation.stepped(
            station()
                .start(LocalDateTime.of(2026, 6, 21, 0, 0))
                .sun(panels(8000))
                .controlledBy(surplus()))) {
      TestClock clock = station.clock();
      clock.step(Duration.ofHours(4));
      double atNight = station.charger().charged();
      clock.step(Duration.ofHours(20));
      assertEquals(0, atNight, 0.1);
      assertTrue(station.charger().charged() > 20, "kWh: " + station.charger().charged());
    }
  }
}

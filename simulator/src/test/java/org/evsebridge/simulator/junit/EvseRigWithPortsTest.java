package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.junit.jupiter.api.Test;

/** A station with ports, which all tests here share. */
@EvseRig(yaml = "{time: {start: 2026-11-23 18:00}}", ports = true, shared = true)
class EvseRigWithPortsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int UNIT = 2;
  private static final int LIMIT = 0x0201;

  @Test
  void aClientOfTheGatewayIsObeyed(TestStation station, ModbusClient modbus) {
    station.await("current >= 15 A", SOON);
    modbus.write(UNIT, LIMIT, 0x0606);
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0x0606);
    station.await("current <= 6 A", SOON);
  }

  @Test
  void aTestBeginsAtTheBeginningWhateverTheOneBeforeDid(TestClock clock, ModbusClient modbus) {
    assertThat(clock.now().toLocalTime()).isBefore(LocalTime.of(18, 0, 20));
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0xFF20);
    clock.step(Duration.ofMinutes(2));
    modbus.write(UNIT, LIMIT, 0x0707);
  }

  @Test
  void aResetMendsTheLinesToo(TestStation station, ModbusClient modbus) {
    station.cutLines(Duration.ofHours(1));
    station.reset();
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0xFF20);
  }

  @Test
  void itsTimePassesFasterWhenToldToAndStandsStillForAWhile(TestClock clock, TestStation station) {
    clock.speed(600);
    clock.standStill(Duration.ofSeconds(2));
    ZonedDateTime still = clock.now();
    long began = System.nanoTime();
    await().until(() -> clock.now().isAfter(still));
    assertThat(System.nanoTime() - began).isBetween(1_500_000_000L, 20_000_000_000L);
    long goesOn = System.nanoTime();
    station.await("telegrams >= 600", Duration.ofMinutes(30));
    assertThat(System.nanoTime() - goesOn).as("real time").isLessThan(300_000_000_000L);
    clock.speed(1);
    clock.set(LocalDateTime.of(2026, 6, 21, 12, 0));
    assertThat(clock.now().toLocalDate()).isEqualTo("2026-06-21");
  }

  @Test
  void nothingPassesFromTheMomentOnInWhichItStandsStill(TestClock clock, ModbusClient modbus) {
    for (int i = 0; i < 20; i++) {
      clock.speed(1_000);
      clock.standStill(Duration.ofSeconds(10));
      ZonedDateTime still = clock.now();
      modbus.readHolding(UNIT, LIMIT, 1);
      assertThat(clock.now()).isEqualTo(still);
    }
  }

  @Test
  @EvseRig(ports = true) // its own: the others' would stand still for an hour if it failed
  void aResetGivesTheClockBackThePaceOfItsSettings(
      TestStation station, TestClock clock, TestPorts ports) throws Exception {
    clock.speed(600);
    clock.standStill(Duration.ofHours(1));
    assertThat(answer(ports, "clock")).contains("\"speed\" : 600.0");
    station.reset();
    assertThat(answer(ports, "clock")).contains("\"speed\" : 1.0");
    ZonedDateTime begun = clock.now();
    await().until(() -> clock.now().isAfter(begun));
  }

  @Test
  void aFaultOfALineLastsInRealTimeHoweverFastTheStationsPasses(
      TestLine line, TestClock clock, ModbusClient modbus) {
    line.fault(LineFaultBuilder.exception(4).lasting(Duration.ofMinutes(10)));
    clock.step(Duration.ofMinutes(11));
    assertThatThrownBy(() -> modbus.readHolding(UNIT, LIMIT, 1))
        .hasMessageEndingWith("exception 4");
    line.noFaults(); // the station is that of the other tests too
  }

  @Test
  void itsPortsAreThoseOfARealOne(TestStation station, TestPorts ports) throws Exception {
    assertThat(ports.dir().resolve("ttyEVSE")).matches(Files::exists);
    try (Socket meter = new Socket(ports.p1().getAddress(), ports.p1().getPort())) {
      byte[] some = meter.getInputStream().readNBytes(5);
      assertThat(some).isEqualTo("/SIM5".getBytes(StandardCharsets.US_ASCII));
    }
    station.act("unplug");
    await().untilAsserted(() -> assertThat(answer(ports, "")).contains("\"state\" : \"A\""));
  }

  @Test
  @EvseRig(
      ports = true,
      yaml =
          "{bridge: {guard: {fuse: 25, chargers: [{unit: 2}]}},"
              + " chargers: [{name: station, car: {after: never}}]}")
  void aClientOfTheGatewayPassesTheGuardAndAWriteOfTheChargerDoesNot(
      TestStation station,
      TestCharger charger,
      ModbusClient modbus,
      TestBridge bridge,
      TestController controller) {
    modbus.write(UNIT, LIMIT, 0x2020);
    assertThat(modbus.readHolding(UNIT, LIMIT, 1)).containsExactly(0x2020);
    assertThat(charger.limit()).isBetween(6, 25);
    station.cutLines(Duration.ofHours(1)); // the bridge reaches nothing now
    charger.write(ModuleRegister.LIMIT, 0x2020);
    assertThat(charger.limit()).isEqualTo(32);
    assertThatThrownBy(bridge::die)
        .hasMessageEndingWith("with ports the bridge keeps real time, and words do not reach it");
    assertThatThrownBy(controller::die)
        .hasMessageEndingWith("with ports nobody controls the station but who comes over them");
  }

  @Test
  @EvseRig(
      ports = true,
      yaml =
          "{bridge: {guard: {fuse: 25, chargers: [{unit: 2}]}},"
              + " chargers: [{name: station, car: {after: 0s}}]}")
  void whatTheRunningBridgesGuardChangesStandsAmongWhatHappenedAndWhy(
      TestStation station, TestHouse house, ModbusClient modbus) {
    modbus.write(UNIT, LIMIT, 0x2020);
    station.await("current >= 5 A", SOON);
    house.draws("oven", 30);
    house.switchOn("oven");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(station.trouble().happenings())
                    .anyMatch(
                        line ->
                            line.matches(
                                "\\d\\d:\\d\\d:\\d\\d guard: unit 2"
                                    + " (paused|limited to \\d+ A): L1 .* A of 25 A")));
  }

  private static String answer(TestPorts ports, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(ports.http().resolve(path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}

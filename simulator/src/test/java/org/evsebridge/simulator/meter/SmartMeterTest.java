package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;

class SmartMeterTest {
  private static final PerPhase VOLTS = new PerPhase(229.46, 230, 231.04);

  private MeterUnderTest meter;

  private void meterAt(String start) {
    meterAt(start, MeterSettings.of(MeterKind.DSMR_5));
  }

  private void meterAt(String start, MeterSettings settings) {
    meter = new MeterUnderTest(start, settings);
  }

  private void pass(Flow flow, Duration time) {
    meter.pass(time, flow);
  }

  private String value(String obis) {
    return meter.value(obis);
  }

  private double number(String obis) {
    return Double.parseDouble(value(obis).replaceAll("[(]|\\*.*", ""));
  }

  @Test
  void aDutchThreePhaseTelegramHasEveryObjectInItsOrderAndFormat() {
    meterAt("2026-11-23T18:00:00.020+01:00");
    pass(new Flow(VOLTS, new PerPhase(17.5, -3, 0.4)), Duration.ofMinutes(31));
    meter.assertSent(
        true,
        "1-3:0.2.8(50)",
        "0-0:1.0.0(261123183100W)",
        "0-0:96.1.1(4530303535303031323334353637383236)",
        "1-0:1.8.1(000000.000*kWh)",
        "1-0:1.8.2(000001.766*kWh)",
        "1-0:2.8.1(000000.000*kWh)",
        "1-0:2.8.2(000000.000*kWh)",
        "0-0:96.14.0(0002)",
        "1-0:1.7.0(03.418*kW)",
        "1-0:2.7.0(00.000*kW)",
        "0-0:96.7.21(00000)",
        "0-0:96.7.9(00000)",
        "1-0:99.97.0()",
        "1-0:32.32.0(00000)",
        "1-0:52.32.0(00000)",
        "1-0:72.32.0(00000)",
        "1-0:32.36.0(00000)",
        "1-0:52.36.0(00000)",
        "1-0:72.36.0(00000)",
        "0-0:96.13.0()",
        "1-0:32.7.0(229.5*V)",
        "1-0:52.7.0(230.0*V)",
        "1-0:72.7.0(231.0*V)",
        "1-0:31.7.0(018*A)",
        "1-0:51.7.0(003*A)",
        "1-0:71.7.0(000*A)",
        "1-0:21.7.0(04.016*kW)",
        "1-0:41.7.0(00.000*kW)",
        "1-0:61.7.0(00.092*kW)",
        "1-0:22.7.0(00.000*kW)",
        "1-0:42.7.0(00.690*kW)",
        "1-0:62.7.0(00.000*kW)",
        "0-1:24.1.0(003)",
        "0-1:96.1.0(4730303539303031323334353637383236)",
        "0-1:24.2.1(261123183000W)(00000.068*m3)");
  }

  @Test
  void aDutchOnePhaseTelegramLeavesOutTheOtherPhases() {
    meterAt("2026-11-23T18:00:00+01:00", onePhase(MeterKind.DSMR_5));
    pass(new Flow(PerPhase.on(Phase.L1, 230), PerPhase.on(Phase.L1, 10)), Duration.ofSeconds(1));
    assertThat(
            meter.last().lines().filter(line -> line.contains(":") || line.contains("!")).toList())
        .containsSubsequence("1-0:1.7.0(02.300*kW)", "1-0:2.7.0(00.000*kW)")
        .containsSubsequence(
            "1-0:99.97.0()",
            "1-0:32.32.0(00000)",
            "1-0:32.36.0(00000)",
            "0-0:96.13.0()",
            "1-0:32.7.0(230.0*V)",
            "1-0:31.7.0(010*A)",
            "1-0:21.7.0(02.300*kW)",
            "1-0:22.7.0(00.000*kW)",
            "0-1:24.1.0(003)")
        .noneMatch(line -> line.matches("1-0:[4567][12]\\..*"));
  }

  @Test
  void aDsmr42TelegramHasNoVoltagesAndPairsThePowersOfAPhase() {
    meterAt("2026-11-23T18:00:03+01:00", MeterSettings.of(MeterKind.DSMR_4_2));
    pass(new Flow(VOLTS, new PerPhase(17.4, -3, 0.4)), Duration.ofMinutes(1));
    meter.assertSent(
        true,
        "1-3:0.2.8(42)",
        "0-0:1.0.0(261123180100W)",
        "0-0:96.1.1(4530303535303031323334353637383236)",
        "1-0:1.8.1(000000.000*kWh)",
        "1-0:1.8.2(000000.054*kWh)",
        "1-0:2.8.1(000000.000*kWh)",
        "1-0:2.8.2(000000.000*kWh)",
        "0-0:96.14.0(0002)",
        "1-0:1.7.0(03.395*kW)",
        "1-0:2.7.0(00.000*kW)",
        "0-0:96.7.21(00000)",
        "0-0:96.7.9(00000)",
        "1-0:99.97.0()",
        "1-0:32.32.0(00000)",
        "1-0:52.32.0(00000)",
        "1-0:72.32.0(00000)",
        "1-0:32.36.0(00000)",
        "1-0:52.36.0(00000)",
        "1-0:72.36.0(00000)",
        "0-0:96.13.1()",
        "0-0:96.13.0()",
        "1-0:31.7.0(017*A)",
        "1-0:51.7.0(003*A)",
        "1-0:71.7.0(000*A)",
        "1-0:21.7.0(03.993*kW)",
        "1-0:22.7.0(00.000*kW)",
        "1-0:41.7.0(00.000*kW)",
        "1-0:42.7.0(00.690*kW)",
        "1-0:61.7.0(00.092*kW)",
        "1-0:62.7.0(00.000*kW)",
        "0-1:24.1.0(003)",
        "0-1:96.1.0(4730303539303031323334353637383236)",
        "0-1:24.2.1(261123180000W)(00000.000*m3)");
  }

  @Test
  void aBelgianTelegramHasPeaksAndCurrentsWithTwoDecimals() {
    meterAt("2026-11-23T17:59:50+01:00", MeterSettings.of(MeterKind.E_MUCS));
    pass(new Flow(VOLTS, new PerPhase(17.406, -3, 0.4)), Duration.ofMinutes(22));
    meter.assertSent(
        true,
        "0-0:96.1.4(50217)",
        "0-0:96.1.1(4530303535303031323334353637383236)",
        "0-0:1.0.0(261123182150W)",
        "1-0:1.8.1(000001.245*kWh)",
        "1-0:1.8.2(000000.000*kWh)",
        "1-0:2.8.1(000000.000*kWh)",
        "1-0:2.8.2(000000.000*kWh)",
        "0-0:96.14.0(0001)",
        "1-0:1.4.0(01.547*kW)",
        "1-0:1.6.0(261123181500W)(03.396*kW)",
        "0-0:98.1.0(0)(1-0:1.6.0)(1-0:1.6.0)()",
        "1-0:1.7.0(03.396*kW)",
        "1-0:2.7.0(00.000*kW)",
        "1-0:21.7.0(03.994*kW)",
        "1-0:41.7.0(00.000*kW)",
        "1-0:61.7.0(00.092*kW)",
        "1-0:22.7.0(00.000*kW)",
        "1-0:42.7.0(00.690*kW)",
        "1-0:62.7.0(00.000*kW)",
        "1-0:32.7.0(229.5*V)",
        "1-0:52.7.0(230.0*V)",
        "1-0:72.7.0(231.0*V)",
        "1-0:31.7.0(017.41*A)",
        "1-0:51.7.0(003.00*A)",
        "1-0:71.7.0(000.40*A)",
        "0-0:96.3.10(1)",
        "0-0:17.0.0(999.9*kW)",
        "1-0:31.4.0(999*A)",
        "0-0:96.13.0()",
        "0-1:24.1.0(003)",
        "0-1:96.1.1(4730303539303031323334353637383236)",
        "0-1:24.4.0(1)",
        "0-1:24.2.3(261123182000W)(00000.046*m3)");
  }

  @Test
  void aBelgianOnePhaseTelegramLeavesOutTheOtherPhases() {
    meterAt("2026-11-23T18:00:00+01:00", onePhase(MeterKind.E_MUCS));
    pass(new Flow(PerPhase.on(Phase.L1, 230), PerPhase.on(Phase.L1, 10)), Duration.ofSeconds(1));
    assertThat(meter.last().lines().toList())
        .containsSubsequence(
            "1-0:1.7.0(02.300*kW)",
            "1-0:2.7.0(00.000*kW)",
            "1-0:21.7.0(02.300*kW)",
            "1-0:22.7.0(00.000*kW)",
            "1-0:32.7.0(230.0*V)",
            "1-0:31.7.0(010.00*A)",
            "0-0:96.3.10(1)")
        .noneMatch(line -> line.matches("1-0:[4567][12]\\..*"));
  }

  @Test
  void theMonthsPeakGoesIntoTheHistoryWhenTheMonthEnds() {
    meterAt("2026-11-30T23:40:00+01:00", MeterSettings.of(MeterKind.E_MUCS));
    pass(new Flow(PerPhase.all(230), PerPhase.all(10)), Duration.ofMinutes(5));
    pass(new Flow(PerPhase.all(230), PerPhase.all(4)), Duration.ofMinutes(15));
    assertThat(value("0-0:98.1.0"))
        .isEqualTo("(1)(1-0:1.6.0)(1-0:1.6.0)(261201000000W)(261201000000W)(02.760*kW)");
    assertThat(value("1-0:1.6.0")).isEqualTo("(261201000000W)(00.000*kW)");
  }

  @Test
  void telegramsKeepTheirCadenceOverTheChangeOfSummerTime() {
    meterAt("2026-10-25T02:59:45+02:00", MeterSettings.of(MeterKind.DSMR_4_2));
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(30));
    assertThat(meter.telegrams())
        .extracting(t -> t.lines().toList().get(3))
        .containsExactly(
            "0-0:1.0.0(261025025950S)", "0-0:1.0.0(261025020000W)", "0-0:1.0.0(261025020010W)");
  }

  @Test
  void startsFromTheCountersItIsGiven() {
    meterAt(
        "2026-11-23T18:00:00+01:00",
        new MeterBuilder(MeterKind.DSMR_5)
            .identity("XYZ5TEST", "E1")
            .counters(1581.1234, 2, 3, 4)
            .mbus(new MbusSettings(1, MbusKind.GAS, "G1", 981.4, 0))
            .build());
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(1));
    assertThat(meter.last()).startsWith("/XYZ5TEST\r\n\r\n");
    assertThat(value("0-0:96.1.1")).isEqualTo("(4531)");
    assertThat(value("1-0:1.8.1")).isEqualTo("(001581.123*kWh)");
    assertThat(value("1-0:1.8.2")).isEqualTo("(000002.000*kWh)");
    assertThat(value("1-0:2.8.1")).isEqualTo("(000003.000*kWh)");
    assertThat(value("1-0:2.8.2")).isEqualTo("(000004.000*kWh)");
    assertThat(value("0-1:24.2.1")).isEqualTo("(261123180000W)(00981.400*m3)");
  }

  @Test
  void isSilentWhileNoPhaseRunsIt() {
    meterAt("2026-11-23T18:00:00+01:00");
    pass(new Flow(new PerPhase(0, 0, 230), PerPhase.ZERO), Duration.ofSeconds(2));
    assertThat(meter.telegrams()).hasSize(2);
    pass(new Flow(PerPhase.ZERO, PerPhase.ZERO), Duration.ofSeconds(2));
    assertThat(meter.telegrams()).hasSize(2);
    pass(new Flow(new PerPhase(230, 0, 0), PerPhase.ZERO), Duration.ofSeconds(1));
    assertThat(meter.telegrams()).hasSize(3);
  }

  private static MeterSettings onePhase(MeterKind kind) {
    return new MeterBuilder(kind).phases(Phase.L1).build();
  }

  @Test
  void sendsATelegramAsEachSecondBegins() {
    meterAt("2026-11-23T18:00:00.930+01:00");
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(3));
    assertThat(meter.telegrams())
        .extracting(t -> t.lines().toList().get(3))
        .containsExactly(
            "0-0:1.0.0(261123180001W)", "0-0:1.0.0(261123180002W)", "0-0:1.0.0(261123180003W)");
  }

  @Test
  void aLoadThatComesOnShowsWithinASecond() {
    meterAt("2026-11-23T18:00:00+01:00");
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(1));
    assertThat(number("1-0:1.7.0")).isZero();
    pass(new Flow(PerPhase.all(230), new PerPhase(16, 0, 0)), Duration.ofSeconds(1));
    assertThat(value("1-0:1.7.0")).isEqualTo("(03.680*kW)");
    assertThat(value("1-0:31.7.0")).isEqualTo("(016*A)");
  }

  @Test
  void exportOnOnePhaseIsBalancedAgainstImportOnAnother() {
    meterAt("2026-11-23T18:00:00+01:00");
    pass(new Flow(PerPhase.all(230), new PerPhase(4, -10, 4)), Duration.ofHours(1));
    assertThat(value("1-0:1.7.0")).isEqualTo("(00.000*kW)");
    assertThat(value("1-0:2.7.0")).isEqualTo("(00.460*kW)");
    assertThat(value("1-0:21.7.0")).isEqualTo("(00.920*kW)");
    assertThat(value("1-0:42.7.0")).isEqualTo("(02.300*kW)");
    assertThat(value("1-0:51.7.0")).isEqualTo("(010*A)");
    assertThat(value("1-0:1.8.2")).isEqualTo("(000000.000*kWh)");
    assertThat(value("1-0:2.8.2")).isEqualTo("(000000.460*kWh)");
  }

  @Test
  void countsInTheTariffOfTheHour() {
    meterAt("2026-11-23T22:30:00+01:00");
    pass(new Flow(PerPhase.all(230), PerPhase.on(Phase.L1, 10)), Duration.ofMinutes(90));
    assertThat(value("0-0:96.14.0")).isEqualTo("(0001)");
    assertThat(value("1-0:1.8.2")).isEqualTo("(000001.150*kWh)");
    assertThat(value("1-0:1.8.1")).isEqualTo("(000002.300*kWh)");
  }

  @Test
  void theEnergyRegistersAgreeWithTheIntegralOfThePowerShown() {
    meterAt("2026-11-23T06:50:00.013+01:00");
    Random random = new Random(5);
    double exact = 0;
    for (int step = 0; step < 20 * 60 * 20; step++) {
      Flow flow =
          new Flow(
              PerPhase.all(225 + random.nextInt(10)),
              new PerPhase(
                  random.nextDouble() * 40 - 20,
                  random.nextDouble() * 40 - 20,
                  random.nextDouble() * 40 - 20));
      exact += flow.watts().sum() * 0.05;
      pass(flow, SimulatedClock.STEP);
    }
    double shown = 0;
    for (String telegram : List.copyOf(meter.telegrams())) {
      meter.telegrams().add(telegram);
      shown += number("1-0:1.7.0") - number("1-0:2.7.0");
    }
    double counted =
        number("1-0:1.8.1") + number("1-0:1.8.2") - number("1-0:2.8.1") - number("1-0:2.8.2");
    assertThat(counted).isCloseTo(shown / 3600, within(0.003));
    assertThat(counted).isCloseTo(exact / 3.6e6, within(0.003));
    assertThat(number("1-0:1.8.1") + number("1-0:1.8.2")).isGreaterThan(0.1);
  }

  @Test
  void aVoltageGoneForFiveMinutesIsInTheFailureLogOnceItIsBack() {
    meterAt("2026-11-23T18:00:00+01:00");
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(10));
    pass(new Flow(new PerPhase(0, 230, 230), PerPhase.ZERO), Duration.ofMinutes(5));
    assertThat(value("0-0:96.7.21")).isEqualTo("(00001)");
    assertThat(value("0-0:96.7.9")).isEqualTo("(00000)");
    pass(new Flow(PerPhase.all(230), PerPhase.ZERO), Duration.ofSeconds(10));
    assertThat(value("0-0:96.7.9")).isEqualTo("(00001)");
    assertThat(value("1-0:99.97.0")).isEqualTo("(1)(0-0:96.7.19)(261123180510W)(0000000300*s)");
  }
}

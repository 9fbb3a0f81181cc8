package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Meters that are older, stand in other countries, or have more to tell. */
class OtherMetersTest {
  private static final String EVENING = "2026-11-23T18:00:00+01:00";

  private static MeterUnderTest meter(MeterBuilder built) {
    return new MeterUnderTest(EVENING, built.build());
  }

  @Test
  void dsmr22HasFewerDigitsNoTimeNothingOfAPhaseAndNoChecksum() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.DSMR_2_2).counters(1.001, 12345.678, 0, 0));
    meter.pass(Duration.ofMinutes(61));
    assertThat(meter.telegrams()).hasSize(61 * 6);
    meter.assertSent(
        false,
        "0-0:96.1.1(4530303535303031323334353637383236)",
        "1-0:1.8.1(00001.001*kWh)",
        "1-0:1.8.2(12349.130*kWh)",
        "1-0:2.8.1(00000.000*kWh)",
        "1-0:2.8.2(00000.000*kWh)",
        "0-0:96.14.0(0002)",
        "1-0:1.7.0(0003.40*kW)",
        "1-0:2.7.0(0000.00*kW)",
        "0-0:17.0.0(0999.00*kW)",
        "0-0:96.3.10(1)",
        "0-0:96.13.1()",
        "0-0:96.13.0()",
        "0-1:24.1.0(3)",
        "0-1:96.1.0(4730303539303031323334353637383236)",
        "0-1:24.3.0(261123190000)(00)(60)(1)(0-1:24.2.1)(m3)",
        "(00000.137)",
        "0-1:24.4.0(1)");
  }

  @Test
  void dsmr3HasOtherDigitsAndAnotherOrderOfTheGasMeter() {
    MeterUnderTest meter = meter(new MeterBuilder(MeterKind.DSMR_3)).pass(Duration.ofSeconds(10));
    meter.assertSent(
        false,
        "0-0:96.1.1(4530303535303031323334353637383236)",
        "1-0:1.8.1(00000.000*kWh)",
        "1-0:1.8.2(00000.009*kWh)",
        "1-0:2.8.1(00000.000*kWh)",
        "1-0:2.8.2(00000.000*kWh)",
        "0-0:96.14.0(0002)",
        "1-0:1.7.0(003.40*kW)",
        "1-0:2.7.0(000.00*kW)",
        "0-0:17.0.0(999*A)",
        "0-0:96.3.10(1)",
        "0-0:96.13.1()",
        "0-0:96.13.0()",
        "0-1:96.1.0(4730303539303031323334353637383236)",
        "0-1:24.1.0(03)",
        "0-1:24.3.0(261123180000)(00)(60)(1)(0-1:24.2.1)(m3)",
        "(00000.000)",
        "0-1:24.4.0(1)");
  }

  @Test
  void aSwedishMeterHasTotalsReactivePowerAndCurrentsWithOneDecimal() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.SWEDISH).counters(6000.5, 678.25, 1, 2))
            .pass(Duration.ofSeconds(10));
    meter.assertSent(
        true,
        "0-0:1.0.0(261123180010W)",
        "1-0:1.8.0(00006678.759*kWh)",
        "1-0:2.8.0(00000003.000*kWh)",
        "1-0:3.8.0(00000000.000*kvarh)",
        "1-0:4.8.0(00000000.000*kvarh)",
        "1-0:1.7.0(0003.395*kW)",
        "1-0:2.7.0(0000.000*kW)",
        "1-0:3.7.0(0000.000*kvar)",
        "1-0:4.7.0(0000.000*kvar)",
        "1-0:21.7.0(0003.993*kW)",
        "1-0:22.7.0(0000.000*kW)",
        "1-0:41.7.0(0000.000*kW)",
        "1-0:42.7.0(0000.690*kW)",
        "1-0:61.7.0(0000.092*kW)",
        "1-0:62.7.0(0000.000*kW)",
        "1-0:23.7.0(0000.000*kvar)",
        "1-0:24.7.0(0000.000*kvar)",
        "1-0:43.7.0(0000.000*kvar)",
        "1-0:44.7.0(0000.000*kvar)",
        "1-0:63.7.0(0000.000*kvar)",
        "1-0:64.7.0(0000.000*kvar)",
        "1-0:32.7.0(229.5*V)",
        "1-0:52.7.0(230.0*V)",
        "1-0:72.7.0(231.0*V)",
        "1-0:31.7.0(017.4*A)",
        "1-0:51.7.0(003.0*A)",
        "1-0:71.7.0(000.4*A)");
  }

  @Test
  void aHungarianMeterHasFourTariffsQuadrantsAndPowerFactors() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.HUNGARIAN).counters(470, 342.31, 1200, 480.5))
            .pass(Duration.ofSeconds(10));
    meter.assertSent(
        true,
        "0-0:1.0.0(261123180010W)",
        "0-0:42.0.0(4530303535303031323334353637383236)",
        "0-0:96.1.0(4530303535303031323334353637383236)",
        "0-0:96.14.0(0001)",
        "0-0:96.50.68(ON)",
        "0-0:17.0.0(90.000*kW)",
        "1-0:1.8.0(000812.319*kWh)",
        "1-0:1.8.1(000470.009*kWh)",
        "1-0:1.8.2(000342.310*kWh)",
        "1-0:1.8.3(000000.000*kWh)",
        "1-0:1.8.4(000000.000*kWh)",
        "1-0:2.8.0(001680.500*kWh)",
        "1-0:2.8.1(001200.000*kWh)",
        "1-0:2.8.2(000480.500*kWh)",
        "1-0:2.8.3(000000.000*kWh)",
        "1-0:2.8.4(000000.000*kWh)",
        "1-0:3.8.0(000000.000*kvarh)",
        "1-0:4.8.0(000000.000*kvarh)",
        "1-0:5.8.0(000000.000*kvarh)",
        "1-0:6.8.0(000000.000*kvarh)",
        "1-0:7.8.0(000000.000*kvarh)",
        "1-0:8.8.0(000000.000*kvarh)",
        "1-0:15.8.0(002492.819*kWh)",
        "1-0:32.7.0(229.5*V)",
        "1-0:52.7.0(230.0*V)",
        "1-0:72.7.0(231.0*V)",
        "1-0:31.7.0(017*A)",
        "1-0:51.7.0(003*A)",
        "1-0:71.7.0(000*A)",
        "1-0:13.7.0(1.000)",
        "1-0:33.7.0(1.000)",
        "1-0:53.7.0(1.000)",
        "1-0:73.7.0(1.000)",
        "1-0:14.7.0(50.00*Hz)",
        "1-0:1.7.0(03.395*kW)",
        "1-0:2.7.0(00.000*kW)",
        "1-0:5.7.0(00.000*kvar)",
        "1-0:6.7.0(00.000*kvar)",
        "1-0:7.7.0(00.000*kvar)",
        "1-0:8.7.0(00.000*kvar)",
        "1-0:31.4.0(200.00*A)",
        "1-0:51.4.0(200.00*A)",
        "1-0:71.4.0(200.00*A)",
        "0-0:96.13.0()");
  }

  @ParameterizedTest
  @EnumSource(
      value = MeterKind.class,
      names = {"SWEDISH", "HUNGARIAN"})
  void aOnePhaseMeterAbroadLeavesOutTheOtherPhases(MeterKind kind) {
    MeterUnderTest meter =
        meter(new MeterBuilder(kind).phases(Phase.L1))
            .pass(
                Duration.ofSeconds(10),
                new Flow(PerPhase.on(Phase.L1, 230), PerPhase.on(Phase.L1, 10)));
    assertThat(meter.value("1-0:1.7.0")).endsWith("2.300*kW)");
    assertThat(meter.value("1-0:32.7.0")).isEqualTo("(230.0*V)");
    assertThat(meter.last().lines())
        .noneMatch(line -> line.matches("1-0:(4[1-4]|5[1-3]|6[1-4]|7[1-3])\\..*"));
  }

  @ParameterizedTest
  @EnumSource(
      value = MeterKind.class,
      names = {"DSMR_2_2", "DSMR_3"})
  void theOldOnesSendAt9600Baud7E1(MeterKind kind) {
    assertThat(kind.serial()).isEqualTo(new SerialSettings(9600, 7, SerialSettings.Parity.EVEN, 1));
  }

  @Test
  void aBelgianMeterStartsWithItsMonthsOfPeaks() {
    MeterHistory history =
        new MeterHistory(3.21, List.of(4.5, 2.718, 6.0), 0, 0, List.of(), List.of(), List.of());
    MeterUnderTest meter = meter(new MeterBuilder(MeterKind.E_MUCS).history(history));
    meter.pass(Duration.ofSeconds(1));
    assertThat(meter.value("1-0:1.6.0")).isEqualTo("(261110181500W)(03.210*kW)");
    assertThat(meter.value("0-0:98.1.0"))
        .isEqualTo(
            "(3)(1-0:1.6.0)(1-0:1.6.0)"
                + "(260901000000S)(260810181500S)(06.000*kW)"
                + "(261001000000S)(260910181500S)(02.718*kW)"
                + "(261101000000W)(261010181500S)(04.500*kW)");
    // A quarter above the month's peak takes its place, one below does not.
    meter.pass(Duration.ofMinutes(15));
    assertThat(meter.value("1-0:1.6.0")).isEqualTo("(261123181500W)(03.395*kW)");
  }

  @Test
  void aPeakOfAMonthThatHasHardlyBegunLiesBeforeTheStart() {
    MeterHistory history = new MeterHistory(3, List.of(), 0, 0, List.of(), List.of(), List.of());
    MeterUnderTest meter =
        new MeterUnderTest(
            "2026-11-02T00:07:00+01:00",
            new MeterBuilder(MeterKind.E_MUCS).history(history).build());
    meter.pass(Duration.ofSeconds(1));
    assertThat(meter.value("1-0:1.6.0")).isEqualTo("(261102000000W)(03.000*kW)");
  }

  @Test
  void thirteenMonthsOfPeaksAreKeptAndTheOldestGoes() {
    MeterHistory history =
        new MeterHistory(
            1,
            List.of(1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12., 13.),
            0,
            0,
            List.of(),
            List.of(),
            List.of());
    MeterUnderTest meter =
        new MeterUnderTest(
            "2026-11-30T23:59:00+01:00",
            new MeterBuilder(MeterKind.E_MUCS).history(history).build());
    meter.pass(Duration.ofSeconds(1));
    assertThat(meter.value("0-0:98.1.0")).startsWith("(13)").contains("(13.000*kW)");
    meter.pass(Duration.ofMinutes(2));
    assertThat(meter.value("0-0:98.1.0"))
        .startsWith("(13)")
        .doesNotContain("(13.000*kW)")
        .endsWith("(261201000000W)(261110181500W)(01.000*kW)");
  }

  @Test
  void failuresSagsAndSwellsOfThePastShowAndAreCountedOn() {
    MeterHistory history =
        new MeterHistory(
            0,
            List.of(),
            13,
            4,
            List.of(
                new MeterHistory.PastFailure(Duration.ofHours(1), Duration.ofMinutes(4)),
                new MeterHistory.PastFailure(Duration.ofDays(200), Duration.ofHours(66))),
            List.of(1, 0, 7),
            List.of(2));
    MeterUnderTest meter = meter(new MeterBuilder(MeterKind.DSMR_5).history(history));
    meter.pass(Duration.ofSeconds(1));
    assertThat(meter.value("0-0:96.7.21")).isEqualTo("(00015)");
    assertThat(meter.value("0-0:96.7.9")).isEqualTo("(00006)");
    assertThat(meter.value("1-0:99.97.0"))
        .isEqualTo("(2)(0-0:96.7.19)(261123170000W)(0000000240*s)(260507190000S)(0000237600*s)");
    meter.pass(Duration.ofSeconds(2), new Flow(new PerPhase(200, 260, 230), PerPhase.ZERO));
    assertThat(
            List.of("32.32.0", "52.32.0", "72.32.0", "32.36.0", "52.36.0", "72.36.0").stream()
                .map(object -> meter.value("1-0:" + object)))
        .containsExactly("(00002)", "(00000)", "(00007)", "(00002)", "(00001)", "(00000)");
  }

  @ParameterizedTest
  @CsvSource({
    "DSMR_5, 0-0:96.13.0, true",
    "DSMR_5, 0-0:96.13.1, false",
    "DSMR_4_2, 0-0:96.13.0, true",
    "DSMR_4_2, 0-0:96.13.1, true",
    "DSMR_3, 0-0:96.13.1, true",
    "E_MUCS, 0-0:96.13.0, true",
    "HUNGARIAN, 0-0:96.13.0, true",
    "SWEDISH, 0-0:96.13.0, false",
  })
  void aTextMessageShowsInTheDigitsOfItsCharacters(MeterKind kind, String obis, boolean shown) {
    String message = "Work on the grid: 9 am to noon!";
    MeterUnderTest meter =
        meter(new MeterBuilder(kind).text(message, "01234567")).pass(Duration.ofSeconds(10));
    assertThat(meter.last().contains(obis)).isEqualTo(shown);
    if (shown) {
      String clear = obis.endsWith("0") ? message : "01234567";
      assertThat(meter.value(obis))
          .isEqualTo(
              "("
                  + HexFormat.of()
                      .withUpperCase()
                      .formatHex(clear.getBytes(StandardCharsets.US_ASCII))
                  + ")");
    }
  }

  @Test
  void theLongestTextStaysWithinALineOf1024Characters() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.DSMR_5).text("x".repeat(MeterText.MOST_CHARACTERS), ""))
            .pass(Duration.ofSeconds(1));
    assertThat(meter.last().lines().mapToInt(String::length).max().orElseThrow())
        .isBetween(1000, 1024);
  }

  private static final MbusSettings WATER =
      new MbusSettings(2, MbusKind.WATER, "W1", 872.234, 8760 * 12);

  private static final MbusSettings HEAT = new MbusSettings(4, MbusKind.HEAT, "H1", 55.25, 0);

  @Test
  void metersOnFurtherChannelsShowBehindTheGasMeter() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.DSMR_5).mbus(MbusSettings.DEFAULT.get(0), WATER, HEAT));
    meter.pass(Duration.ofMinutes(6));
    assertThat(
            meter.last().lines().filter(line -> line.startsWith("0-") && !line.startsWith("0-0")))
        .containsExactly(
            "0-1:24.1.0(003)",
            "0-1:96.1.0(4730303539303031323334353637383236)",
            "0-1:24.2.1(261123180500W)(00000.011*m3)",
            "0-2:24.1.0(007)",
            "0-2:96.1.0(5731)",
            "0-2:24.2.1(261123180500W)(00873.234*m3)",
            "0-4:24.1.0(004)",
            "0-4:96.1.0(4831)",
            "0-4:24.2.1(261123180500W)(00055.250*GJ)");
  }

  @Test
  void belgianWaterHasTheReferenceThatBelgianGasHasNot() {
    MeterUnderTest meter =
        meter(new MeterBuilder(MeterKind.E_MUCS).mbus(MbusSettings.DEFAULT.get(0), WATER));
    meter.pass(Duration.ofMinutes(5));
    assertThat(
            meter.last().lines().filter(line -> line.startsWith("0-") && !line.startsWith("0-0")))
        .containsExactly(
            "0-1:24.1.0(003)",
            "0-1:96.1.1(4730303539303031323334353637383236)",
            "0-1:24.4.0(1)",
            "0-1:24.2.3(261123180500W)(00000.011*m3)",
            "0-2:24.1.0(007)",
            "0-2:96.1.1(5731)",
            "0-2:24.2.1(261123180500W)(00873.234*m3)");
  }

  @Test
  void aMeterMayHaveNothingOnItsMBus() {
    assertThat(meter(new MeterBuilder(MeterKind.DSMR_5).mbus()).pass(Duration.ofSeconds(1)).last())
        .doesNotContain("24.1.0");
  }
}

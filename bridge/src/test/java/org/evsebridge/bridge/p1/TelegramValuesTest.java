package org.evsebridge.bridge.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.MBusDevice.Medium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramValuesTest {
  private static final String DUTCH =
      """
      /SIM5\\2EVSE-1000

      1-3:0.2.8(50)
      0-0:1.0.0(261123183100W)
      0-0:96.1.1(4530303535303031323334353637383236)
      1-0:1.8.1(001581.123*kWh)
      1-0:1.8.2(000002.001*kWh)
      1-0:2.8.1(000000.100*kWh)
      1-0:2.8.2(000000.200*kWh)
      0-0:96.14.0(0002)
      1-0:1.7.0(00.000*kW)
      1-0:2.7.0(00.690*kW)
      1-0:99.97.0(1)(0-0:96.7.19)(261123180510W)(0000000300*s)
      1-0:32.7.0(229.5*V)
      1-0:52.7.0(230.0*V)
      1-0:72.7.0(231.0*V)
      1-0:31.7.0(018*A)
      1-0:51.7.0(003*A)
      1-0:71.7.0(000*A)
      1-0:21.7.0(04.016*kW)
      1-0:41.7.0(00.000*kW)
      1-0:61.7.0(00.092*kW)
      1-0:22.7.0(00.000*kW)
      1-0:42.7.0(00.690*kW)
      1-0:62.7.0(00.000*kW)
      0-0:96.13.0()
      0-1:24.1.0(003)
      0-1:96.1.0(4730303539303031323334353637383236)
      0-1:24.2.1(261123183000W)(00000.068*m3)
      0-2:24.1.0(004)
      0-2:96.1.0(41)
      0-2:24.2.1(261123180000W)(00012.345*GJ)
      !""";

  private static final String BELGIAN =
      """
      /FLU5\\253769484_A

      0-0:96.1.4(50217)
      0-0:96.1.1(3153414733313035323330323736)
      0-0:1.0.0(260701120000S)
      1-0:1.4.0(02.351*kW)
      1-0:1.6.0(260701111500S)(03.100*kW)
      1-0:1.7.0(01.234*kW)
      1-0:2.7.0(00.000*kW)
      1-0:21.7.0(01.234*kW)
      1-0:22.7.0(00.000*kW)
      1-0:32.7.0(234.7*V)
      1-0:31.7.0(005.67*A)
      0-1:24.1.0(003)
      0-1:96.1.1(37464C4F32313230313233343536)
      0-1:24.4.0(1)
      0-1:24.2.3(260701115500S)(00112.384*m3)
      0-2:24.1.0(007)
      0-2:96.1.1(3853455430303030393631313733)
      0-2:24.2.1(632525252525W)(00000.104*m3)
      !""";

  private static final String DSMR_2_2 =
      """
      /KMP5 KA6U001585575011

      0-0:96.1.1(204B413655303031)
      1-0:1.8.1(00001.001*kWh)
      1-0:1.8.2(00002.500*kWh)
      0-0:96.14.0(0001)
      1-0:1.7.0(0001.01*kW)
      1-0:2.7.0(0000.00*kW)
      0-0:17.0.0(0999.00*kW)
      0-0:96.3.10(1)
      0-0:96.13.1()
      0-0:96.13.0()
      0-1:24.1.0(3)
      0-1:96.1.0(3238313031453631373039393938)
      0-1:24.3.0(120517020000)(08)(60)(1)(0-1:24.2.1)(m3)
      (00124.477)
      0-1:24.4.0(1)
      !""";

  private static final String SWEDISH =
      """
      /ELL5\\253833635_A

      0-0:1.0.0(210217184019W)
      1-0:1.8.0(00006678.394*kWh)
      1-0:2.8.0(00000000.000*kWh)
      1-0:3.8.0(00000021.988*kvarh)
      1-0:1.7.0(0001.727*kW)
      1-0:2.7.0(0000.000*kW)
      1-0:3.7.0(0000.000*kvar)
      1-0:21.7.0(0001.023*kW)
      1-0:32.7.0(240.3*V)
      1-0:31.7.0(004.2*A)
      !""";

  private static TelegramValues values(String text) {
    return Telegram.withChecksum(text.replace("\n", "\r\n")).values();
  }

  @Test
  void aDutchTelegramShowsEverythingPerPhase() {
    TelegramValues values = values(DUTCH);

    assertThat(values.identification()).isEqualTo("SIM5\\2EVSE-1000");
    assertThat(values.dialect()).isEqualTo(Dialect.DSMR_5);
    assertThat(values.equipmentId().orElseThrow().decoded()).isEqualTo("E0055001234567826");
    assertThat(values.importedKwh()).hasValue(1583.124);
    assertThat(values.exportedKwh()).hasValue(0.3);
    assertThat(values.watts()).hasValue(-690);
    assertThat(values.phases()).containsExactly(Phase.values());
    assertThat(values.watts(Phase.L1)).hasValue(4016);
    assertThat(values.watts(Phase.L2)).hasValue(-690);
    assertThat(values.watts(Phase.L3)).hasValue(92);
    assertThat(values.volts(Phase.L2)).hasValue(230);
    assertThat(values.amperes(Phase.L2)).hasValue(3);
    assertThat(values.get(Obis.TARIFF).orElseThrow().measure().orElseThrow().number())
        .isEqualByComparingTo("2");
  }

  @Test
  void metersOnTheMBusAreToldByTheirChannels() {
    List<MBusDevice> devices = values(DUTCH).devices();

    assertThat(devices).extracting(MBusDevice::channel).containsExactly(1, 2);
    assertThat(devices).extracting(MBusDevice::medium).containsExactly(Medium.GAS, Medium.HEAT);
    assertThat(devices.get(0).id()).contains("4730303539303031323334353637383236");
    assertThat(devices.get(0).time().orElseThrow().digits()).isEqualTo("261123183000");
    assertThat(devices)
        .map(device -> shown(device.reading()))
        .containsExactly("0.068 m3", "12.345 GJ");
  }

  private static String shown(Optional<Measure> measure) {
    return measure.map(m -> m.number() + " " + m.unit()).orElse("-");
  }

  @Test
  void aBelgianTelegramShowsPeaksAndGasAndWaterInItsOwnObjects() {
    TelegramValues values = values(BELGIAN);

    assertThat(values.dialect()).isEqualTo(Dialect.E_MUCS);
    assertThat(values.equipmentId().orElseThrow().decoded()).isEqualTo("1SAG3105230276");
    assertThat(values.amperes(Phase.L1)).hasValue(5.67);
    assertThat(values.phases()).containsExactly(Phase.L1);
    assertThat(values.volts(Phase.L2)).isEmpty();
    assertThat(values.watts(Phase.L2)).isEmpty();
    DataSet peak = values.get(Obis.PEAK_OF_MONTH).orElseThrow();
    assertThat(peak.time().orElseThrow().digits()).isEqualTo("260701111500");
    assertThat(peak.measure().orElseThrow().inBaseUnit()).isEqualByComparingTo("3100");
    List<MBusDevice> devices = values.devices();
    assertThat(devices).extracting(MBusDevice::medium).containsExactly(Medium.GAS, Medium.WATER);
    assertThat(devices)
        .map(device -> shown(device.reading()))
        .containsExactly("112.384 m3", "0.104 m3");
    assertThat(devices.get(1).time()).as("the 25th month is none").isEmpty();
  }

  @Test
  void anOldTelegramHasItsGasOnTwoLinesAndNeitherTimeNorPhases() {
    TelegramValues values = values(DSMR_2_2);

    assertThat(values.dialect()).isEqualTo(Dialect.DSMR_3);
    assertThat(values.time()).isEmpty();
    assertThat(values.phases()).isEmpty();
    assertThat(values.watts()).hasValue(1010);
    assertThat(values.importedKwh()).hasValue(3.501);
    assertThat(values.exportedKwh()).isEmpty();
    MBusDevice gas = values.devices().get(0);
    assertThat(gas.medium()).isEqualTo(Medium.GAS);
    assertThat(shown(gas.reading())).isEqualTo("124.477 m3");
    assertThat(gas.time().orElseThrow().season()).isEqualTo(TimeStamp.Season.UNKNOWN);
    assertThat(values.all()).hasSize(14);
  }

  @Test
  void aSwedishTelegramHasTotalsAndReactivePowerAndNoVersion() {
    TelegramValues values = values(SWEDISH);

    assertThat(values.dialect()).isEqualTo(Dialect.OTHER);
    assertThat(values.importedKwh()).hasValue(6678.394);
    assertThat(values.exportedKwh()).hasValue(0);
    assertThat(values.watts()).hasValue(1727);
    assertThat(values.watts(Phase.L1)).as("no object for its export").hasValue(1023);
    assertThat(values.get(Obis.REACTIVE_IMPORT).flatMap(DataSet::measure).orElseThrow().unit())
        .isEqualTo("kvarh");
  }

  @Test
  void powerIsTheSumOfThePhasesWhereNoBalanceIsShown() {
    assertThat(values(DUTCH.replaceAll("1-0:[12]\\.7\\.0.*\n", "")).watts()).hasValue(3418);
  }

  @Test
  void everyObjectIsListedWithItsNameValueUnitAndChannel() {
    List<DataSet> all = values(DUTCH).all();

    assertThat(all).hasSize((int) DUTCH.lines().filter(line -> line.contains(":")).count());
    assertThat(all.get(10).texts())
        .containsExactly("1", "0-0:96.7.19", "261123180510W", "0000000300*s");
    assertThat(all).filteredOn(set -> set.channel() == 0).allMatch(set -> set.obis().isPresent());
    assertThat(all).filteredOn(set -> set.channel() == 2).hasSize(3);
    assertThat(all.get(3).obis()).contains(Obis.IMPORT_T1);
    assertThat(shown(all.get(3).measure())).isEqualTo("1581.123 kWh");
  }

  @ParameterizedTest
  @CsvSource({
    "261025023000S, 2026-10-25T02:30+02:00",
    "261025023000W, 2026-10-25T02:30+01:00",
    "260701120000S, 2026-07-01T12:00+02:00",
    "261123183100W, 2026-11-23T18:31+01:00",
    "120517020000, 2012-05-17T02:00+02:00",
  })
  void summerAndWinterTellTheDoubledHourApart(String written, String time) {
    assertThat(TimeStamp.parse(written).orElseThrow().in(ZoneId.of("Europe/Amsterdam")).toString())
        .startsWith(time + "[");
  }

  @ParameterizedTest
  @CsvSource({
    "261025023000S, 2026-10-25T02:30+02:00",
    "261025023000W, 2026-10-25T02:30+01:00",
    "261123183100W, 2026-11-23T18:31+01:00",
    "120517020000, 2012-05-17T02:00Z",
  })
  void whereTheMachineLivesByUtcAsInAContainerTheLetterSaysHowLateItIs(
      String written, String time) {
    assertThat(TimeStamp.parse(written).orElseThrow().in(ZoneOffset.UTC).toString())
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"260631120000S", "26063012000S", "000000000000W", "632525252525S", "261123183100X"})
  void whatIsNoTimeIsNone(String written) {
    assertThat(TimeStamp.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"00.1x6*kW", "*kW", "-1*kW", "1.*kW", "''", "1e5", "99999999999999999999999"})
  void whatIsNoNumberIsNone(String written) {
    TelegramValues values = values("/SIM5\n\n1-0:1.7.0(" + written + ")\n!");

    assertThat(values.watts()).isEmpty();
    assertThat(values.get(Obis.IMPORT_POWER).orElseThrow().text()).isEqualTo(written);
  }

  /** Its checksum would have told; but nothing here may fail on what it is given. */
  @Test
  void noDamageMakesReadingFail() {
    Random random = new Random(20261128);
    for (String text : List.of(DUTCH, BELGIAN, DSMR_2_2, SWEDISH)) {
      for (int round = 0; round < 2_000; round++) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(30); i >= 0; i--) {
          damaged.setCharAt(
              1 + random.nextInt(text.length() - 1), "()*.:-\n01x".charAt(random.nextInt(10)));
        }
        TelegramValues values = values(damaged.toString());
        values.all().forEach(set -> assertThat(set.channel()).isNotNegative());
        assertThat(values.devices()).hasSizeLessThanOrEqualTo(4);
        assertThat(values.phases()).hasSizeLessThanOrEqualTo(3);
        assertThat(values.dialect()).isNotNull();
        assertThat(values.importedKwh().orElse(0) + values.watts().orElse(0)).isFinite();
      }
    }
  }
}

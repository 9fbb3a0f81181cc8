package org.evsebridge.bridge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.house.Json;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;

/** A telegram in the words of HomeWizard's API, compared as the text that clients get. */
class HomeWizardTest {
  private static String data(String lines) {
    return json(Telegrams.of(lines));
  }

  private static String json(org.evsebridge.bridge.p1.Telegram telegram) {
    return new String(Json.bytes(HomeWizard.data(telegram.values())), UTF_8);
  }

  @Test
  void aDutchMeterGivesEachKeyInTheUnitsAndSignsThatClientsKnow() {
    assertThat(json(Telegrams.dutch()))
        .isEqualTo(
            "{\"wifi_ssid\":\"evse-bridge\",\"wifi_strength\":100,\"smr_version\":50,"
                + "\"meter_model\":\"ISK5\\\\2M550T-1013\","
                + "\"unique_id\":\"4530303434303037333832323436303139\",\"active_tariff\":1,"
                + "\"total_power_import_kwh\":2956.225,\"total_power_import_t1_kwh\":2074.842,"
                + "\"total_power_import_t2_kwh\":881.383,\"total_power_export_kwh\":39.012,"
                + "\"total_power_export_t1_kwh\":10.981,\"total_power_export_t2_kwh\":28.031,"
                + "\"active_power_w\":494.0,\"active_power_l1_w\":-21.0,"
                + "\"active_power_l2_w\":343.0,\"active_power_l3_w\":172.0,"
                + "\"active_voltage_l1_v\":228.0,\"active_voltage_l2_v\":229.0,"
                + "\"active_voltage_l3_v\":230.0,\"active_current_l1_a\":-0.092,"
                + "\"active_current_l2_a\":1.498,\"active_current_l3_a\":0.748,"
                + "\"active_current_a\":2.338,\"voltage_sag_l1_count\":1,"
                + "\"voltage_swell_l1_count\":2,\"any_power_fail_count\":5,"
                + "\"long_power_fail_count\":3,\"total_gas_m3\":1234.567,"
                + "\"gas_timestamp\":261128182500,"
                + "\"gas_unique_id\":\"4730303332353635353439303233373137\",\"external\":["
                + "{\"unique_id\":\"4730303332353635353439303233373137\",\"type\":\"gas_meter\","
                + "\"timestamp\":261128182500,\"value\":1234.567,\"unit\":\"m3\"}]}");
  }

  @Test
  void aBelgianMetersOwnDecimalsStayAndTakeTheSignOfThePower() {
    assertThat(
            data(
                """
                /FLU5\\253769484_A

                0-0:96.1.4(50217)
                0-0:1.0.0(261128183000W)
                1-0:1.4.0(02.351*kW)
                1-0:1.6.0(261109134558W)(02.589*kW)
                1-0:1.7.0(00.000*kW)
                1-0:2.7.0(01.200*kW)
                1-0:21.7.0(00.000*kW)
                1-0:22.7.0(01.200*kW)
                1-0:32.7.0(233.1*V)
                1-0:31.7.0(005.27*A)
                0-1:24.1.0(003)
                0-1:96.1.1(37464C4F)
                0-1:24.2.3(261128183000W)(00112.384*m3)
                !"""))
        .contains("\"smr_version\":50217")
        .contains("\"active_power_w\":-1200.0")
        .contains("\"active_current_l1_a\":-5.27,\"active_current_a\":5.27")
        .doesNotContain("_l2_")
        .contains("\"active_power_average_w\":2351")
        .contains("\"montly_power_peak_w\":2589,\"montly_power_peak_timestamp\":261109134558")
        .contains("\"gas_unique_id\":\"37464C4F\"");
  }

  @Test
  void aMeterWithoutTariffsFillsTheFirstOneThatClientsAddUp() {
    assertThat(
            data(
                """
                /ELL5\\253833635_A

                0-0:1.0.0(261128183000W)
                1-0:1.8.0(00006678.394*kWh)
                1-0:2.8.0(00000001.500*kWh)
                !"""))
        .contains("\"total_power_import_kwh\":6678.394,\"total_power_import_t1_kwh\":6678.394")
        .contains("\"total_power_export_kwh\":1.5,\"total_power_export_t1_kwh\":1.500")
        .doesNotContain("t2");
  }

  @Test
  void wholeAmperesWithoutAVoltageKeepTheirSignFromThePower() {
    assertThat(
            data(
                """
                /KFM5KAIFA-METER

                1-3:0.2.8(42)
                0-0:1.0.0(261128183000W)
                1-0:31.7.0(004*A)
                1-0:21.7.0(00.000*kW)
                1-0:22.7.0(00.900*kW)
                !"""))
        .contains("\"active_current_l1_a\":-4.0,\"active_current_a\":4.0")
        .contains("\"active_power_w\":-900.0")
        .doesNotContain("voltage");
  }

  @Test
  void whatAMeterBeforeDsmr4ShowsIsAllThereIs() {
    assertThat(
            data(
                """
                /KMP5 ZABF001587315111

                0-0:96.1.1(4B)
                1-0:1.8.1(00185.000*kWh)
                0-0:96.14.0(0001)
                1-0:1.7.0(0000.98*kW)
                1-0:2.7.0(0000.00*kW)
                !"""))
        .isEqualTo(
            "{\"wifi_ssid\":\"evse-bridge\",\"wifi_strength\":100,"
                + "\"meter_model\":\"KMP5 ZABF001587315111\",\"unique_id\":\"4B\","
                + "\"active_tariff\":1,\"total_power_import_kwh\":185.0,"
                + "\"total_power_import_t1_kwh\":185.000,\"active_power_w\":980.0}");
  }
}

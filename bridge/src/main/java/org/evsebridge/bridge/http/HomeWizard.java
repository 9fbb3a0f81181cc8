package org.evsebridge.bridge.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.SignedCurrent;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.MBusDevice;
import org.evsebridge.bridge.p1.Measure;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.TelegramValues;
import org.evsebridge.bridge.p1.TimeStamp;

/**
 * A telegram in the words of version 1 of HomeWizard's local API (its public documentation, and
 * what its clients are seen to need). What the meter does not show has no key.
 */
final class HomeWizard {
  /** Clients take an answer without it for another version's, and drop every value. */
  private static final String NETWORK = "evse-bridge";

  static final String PRODUCT_TYPE = "HWE-P1";
  static final String PRODUCT_NAME = "P1 Meter";

  private static final List<String> PHASES = List.of("l1", "l2", "l3");

  private final TelegramValues values;
  private final Map<String, Object> data = new LinkedHashMap<>();

  private HomeWizard(TelegramValues values) {
    this.values = values;
  }

  /** What {@code /api} says; the same before the first telegram. */
  static Map<String, Object> device(String serial, String version) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("product_type", PRODUCT_TYPE);
    device.put("product_name", PRODUCT_NAME);
    device.put("serial", serial);
    device.put("firmware_version", version);
    device.put("api_version", "v1");
    return device;
  }

  /** What {@code /api/v1/data} says. */
  static Map<String, Object> data(TelegramValues values) {
    return new HomeWizard(values).data();
  }

  /**
   * What an error looks like.
   *
   * @param id HomeWizard's number of its kind
   */
  static Map<String, Object> error(int id, String description) {
    return Map.of("error", Map.of("id", id, "description", description));
  }

  private Map<String, Object> data() {
    data.put("wifi_ssid", NETWORK);
    data.put("wifi_strength", 100);
    whole("smr_version", Obis.VERSION);
    whole("smr_version", Obis.E_MUCS_VERSION);
    data.put("meter_model", values.identification());
    values.equipmentId().map(DataSet::text).ifPresent(id -> data.put("unique_id", id));
    whole("active_tariff", Obis.TARIFF);
    energy();
    power();
    current();
    number("active_frequency_hz", Obis.FREQUENCY);
    quality();
    peak();
    devices();
    return data;
  }

  /** Clients add the tariffs up, so a meter without tariffs fills the first one. */
  private void energy() {
    put("total_power_import_kwh", values.importedKwh());
    tariffs("total_power_import_", Obis.IMPORT, Obis.IMPORT_T1, Obis.IMPORT_T2);
    put("total_power_export_kwh", values.exportedKwh());
    tariffs("total_power_export_", Obis.EXPORT, Obis.EXPORT_T1, Obis.EXPORT_T2);
  }

  private void tariffs(String prefix, Obis total, Obis first, Obis second) {
    boolean hasTariffs = values.get(first).or(() -> values.get(second)).isPresent();
    number(prefix + "t1_kwh", hasTariffs ? first : total);
    number(prefix + "t2_kwh", second);
  }

  private void power() {
    put("active_power_w", values.watts());
    for (Phase phase : values.phases()) {
      put(key("active_power_%s_w", phase), values.watts(phase));
    }
    for (Phase phase : values.phases()) {
      put(key("active_voltage_%s_v", phase), values.volts(phase));
    }
  }

  private void current() {
    OptionalDouble sum = OptionalDouble.empty();
    for (Phase phase : values.phases()) {
      OptionalDouble amperes = SignedCurrent.of(values, phase);
      put(key("active_current_%s_a", phase), amperes);
      if (amperes.isPresent()) {
        sum = OptionalDouble.of(sum.orElse(0) + Math.abs(amperes.getAsDouble()));
      }
    }
    put(
        "active_current_a",
        sum.isEmpty() ? sum : OptionalDouble.of(SignedCurrent.thousandths(sum.getAsDouble())));
  }

  private void quality() {
    for (Phase phase : Phase.values()) {
      whole(key("voltage_sag_%s_count", phase), Obis.sags(phase));
      whole(key("voltage_swell_%s_count", phase), Obis.swells(phase));
    }
    whole("any_power_fail_count", Obis.FAILURES);
    whole("long_power_fail_count", Obis.LONG_FAILURES);
  }

  /** The keys are misspelt in the API, and clients read them so. */
  private void peak() {
    watts("active_power_average_w", Obis.DEMAND);
    Optional<DataSet> peak = values.get(Obis.PEAK_OF_MONTH);
    if (peak.flatMap(DataSet::time).isPresent()) {
      watts("montly_power_peak_w", Obis.PEAK_OF_MONTH);
      data.put("montly_power_peak_timestamp", digits(peak.get().time().get()));
    }
  }

  /** A device of which anything is missing is left out: clients drop it, and some say so loudly. */
  private void devices() {
    List<Map<String, Object>> external = new ArrayList<>();
    boolean hasGas = false;
    for (MBusDevice device : values.devices()) {
      Optional<String> type = type(device.medium());
      if (type.isEmpty()
          || device.id().isEmpty()
          || device.time().isEmpty()
          || device.reading().isEmpty()) {
        continue;
      }
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("unique_id", device.id().get());
      item.put("type", type.get());
      item.put("timestamp", digits(device.time().get()));
      item.put("value", device.reading().get().number());
      item.put("unit", device.reading().get().unit());
      external.add(item);
      if (device.medium() == MBusDevice.Medium.GAS && !hasGas) {
        hasGas = true;
        data.put("total_gas_m3", item.get("value"));
        data.put("gas_timestamp", item.get("timestamp"));
        data.put("gas_unique_id", item.get("unique_id"));
      }
    }
    if (!external.isEmpty()) {
      data.put("external", external);
    }
  }

  private static Optional<String> type(MBusDevice.Medium medium) {
    return switch (medium) {
      case GAS -> Optional.of("gas_meter");
      case HEAT -> Optional.of("heat_meter");
      case WARM_WATER -> Optional.of("warm_water_meter");
      case WATER -> Optional.of("water_meter");
      case HEAT_AT_INLET -> Optional.of("inlet_heat_meter");
      case OTHER -> Optional.empty();
    };
  }

  /** An integer of the digits: clients take a text for another kind of time. */
  private static long digits(TimeStamp time) {
    return Long.parseLong(time.digits());
  }

  private static String key(String pattern, Phase phase) {
    return pattern.replace("%s", PHASES.get(phase.ordinal()));
  }

  private Optional<Measure> measure(Obis object) {
    return values.get(object).flatMap(DataSet::measure);
  }

  private void number(String key, Obis object) {
    measure(object).ifPresent(measure -> data.put(key, measure.number()));
  }

  private void watts(String key, Obis object) {
    measure(object).ifPresent(measure -> data.put(key, measure.inBaseUnit()));
  }

  private void whole(String key, Obis object) {
    measure(object).ifPresent(measure -> data.put(key, measure.number().toBigInteger()));
  }

  private void put(String key, OptionalDouble number) {
    number.ifPresent(value -> data.put(key, value));
  }
}

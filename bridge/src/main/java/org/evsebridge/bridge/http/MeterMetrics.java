package org.evsebridge.bridge.http;

import java.util.Locale;
import java.util.OptionalDouble;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.MBusDevice;
import org.evsebridge.bridge.p1.Measure;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.TelegramValues;

/**
 * The smart meter as Prometheus sees it. Values of one that is silent are left out; when its last
 * telegram came is not.
 */
final class MeterMetrics {
  private static final double JOULES_PER_KWH = 3.6e6;
  private static final String POWER = "power from the grid, negative to it";

  private final MetricFamilies families;
  private final TelegramValues values;

  private MeterMetrics(MetricFamilies families, TelegramValues values) {
    this.families = families;
    this.values = values;
  }

  static void add(MetricFamilies families, HouseMeter meter) {
    families.gauge(
        "meter_up",
        "1 while the smart meter's last good telegram stands for the house as it is now",
        meter.fresh().isPresent() ? 1 : 0);
    meter
        .age()
        .ifPresent(
            millis ->
                families.gauge(
                    "meter_last_telegram_timestamp_seconds",
                    "when the last good telegram came, in seconds since 1970",
                    (System.currentTimeMillis() - millis) / 1_000.0));
    meter.fresh().ifPresent(telegram -> new MeterMetrics(families, telegram.values()).add());
  }

  private void add() {
    values
        .equipmentId()
        .ifPresent(
            id ->
                families.info(
                    "meter",
                    "the smart meter",
                    "id",
                    id.decoded(),
                    "model",
                    values.identification()));
    families.gauge("meter_power_watts", POWER, values.watts());
    for (Phase phase : values.phases()) {
      String[] label = {"phase", phase.name()};
      families.gauge("meter_phase_power_watts", POWER, values.watts(phase), label);
      families.gauge("meter_phase_voltage_volts", "voltage to neutral", values.volts(phase), label);
      families.gauge(
          "meter_phase_current_amperes",
          "magnitude of the current as the meter shows it",
          values.amperes(phase),
          label);
    }
    energy("imported", values.importedKwh(), Obis.IMPORT_T1, Obis.IMPORT_T2);
    energy("exported", values.exportedKwh(), Obis.EXPORT_T1, Obis.EXPORT_T2);
    families.gauge("meter_tariff", "the tariff that holds now", number(Obis.TARIFF));
    families.gauge("meter_frequency_hertz", "of the grid", number(Obis.FREQUENCY));
    families.gauge(
        "meter_quarter_hour_power_watts",
        "mean power of the running quarter of an hour",
        watts(Obis.DEMAND));
    families.gauge(
        "meter_month_peak_power_watts",
        "largest quarter of an hour of the month",
        watts(Obis.PEAK_OF_MONTH));
    families.counter("meter_power_failures", "failures of the grid", number(Obis.FAILURES));
    families.counter(
        "meter_long_power_failures", "long failures of the grid", number(Obis.LONG_FAILURES));
    values.devices().forEach(this::volume);
  }

  private void volume(MBusDevice device) {
    device
        .reading()
        .filter(reading -> reading.unit().equals("m3"))
        .ifPresent(
            reading ->
                families.counter(
                    "meter_volume_cubic_meters",
                    "what the gas and water meters on the smart meter's M-Bus have counted",
                    reading.number().doubleValue(),
                    "channel",
                    String.valueOf(device.channel()),
                    "medium",
                    device.medium().name().toLowerCase(Locale.ROOT)));
  }

  private void energy(String way, OptionalDouble kwh, Obis... tariffs) {
    families.counter("meter_" + way + "_joules", "energy " + way + " in all tariffs", joules(kwh));
    for (int i = 0; i < tariffs.length; i++) {
      families.counter(
          "meter_tariff_" + way + "_joules",
          "energy " + way + " in a tariff",
          joules(number(tariffs[i])),
          "tariff",
          String.valueOf(i + 1));
    }
  }

  private static OptionalDouble joules(OptionalDouble kwh) {
    return kwh.isPresent() ? OptionalDouble.of(kwh.getAsDouble() * JOULES_PER_KWH) : kwh;
  }

  private OptionalDouble number(Obis object) {
    return values
        .get(object)
        .flatMap(DataSet::measure)
        .map(measure -> OptionalDouble.of(measure.number().doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private OptionalDouble watts(Obis object) {
    return values
        .get(object)
        .flatMap(DataSet::measure)
        .map(Measure::inBaseUnit)
        .map(watts -> OptionalDouble.of(watts.doubleValue()))
        .orElse(OptionalDouble.empty());
  }
}

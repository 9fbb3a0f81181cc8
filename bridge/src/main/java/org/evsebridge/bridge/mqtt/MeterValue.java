package org.evsebridge.bridge.mqtt;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.SignedCurrent;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.MBusDevice.Medium;
import org.evsebridge.bridge.p1.Measure;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.TelegramValues;

/** What is told of the smart meter. A value that the meter does not show is not told. */
enum MeterValue implements ShownValue {
  POWER("power, negative while exporting", Quantity.POWER, v -> plain(v.watts())),
  POWER_L1("power L1", Quantity.POWER, v -> plain(v.watts(Phase.L1))),
  POWER_L2("power L2", Quantity.POWER, v -> plain(v.watts(Phase.L2))),
  POWER_L3("power L3", Quantity.POWER, v -> plain(v.watts(Phase.L3))),
  CURRENT_L1("current L1", Quantity.CURRENT, v -> plain(SignedCurrent.of(v, Phase.L1))),
  CURRENT_L2("current L2", Quantity.CURRENT, v -> plain(SignedCurrent.of(v, Phase.L2))),
  CURRENT_L3("current L3", Quantity.CURRENT, v -> plain(SignedCurrent.of(v, Phase.L3))),
  VOLTAGE_L1("voltage L1", Quantity.VOLTAGE, v -> plain(v.volts(Phase.L1))),
  VOLTAGE_L2("voltage L2", Quantity.VOLTAGE, v -> plain(v.volts(Phase.L2))),
  VOLTAGE_L3("voltage L3", Quantity.VOLTAGE, v -> plain(v.volts(Phase.L3))),
  FREQUENCY("frequency", Quantity.FREQUENCY, number(Obis.FREQUENCY)),
  IMPORT("energy imported", Quantity.ENERGY, v -> plain(v.importedKwh())),
  IMPORT_T1("energy imported in tariff 1", Quantity.ENERGY, number(Obis.IMPORT_T1)),
  IMPORT_T2("energy imported in tariff 2", Quantity.ENERGY, number(Obis.IMPORT_T2)),
  EXPORT("energy exported", Quantity.ENERGY, v -> plain(v.exportedKwh())),
  EXPORT_T1("energy exported in tariff 1", Quantity.ENERGY, number(Obis.EXPORT_T1)),
  EXPORT_T2("energy exported in tariff 2", Quantity.ENERGY, number(Obis.EXPORT_T2)),
  TARIFF("tariff", Quantity.TEXT, number(Obis.TARIFF)),
  DEMAND("mean power of this quarter of an hour", Quantity.POWER, watts(Obis.DEMAND)),
  PEAK("highest quarter-hour power this month", Quantity.POWER, watts(Obis.PEAK_OF_MONTH)),
  GAS("gas", Quantity.GAS, counted(Medium.GAS, "m3")),
  WATER("water", Quantity.WATER, counted(Medium.WATER, "m3")),
  WARM_WATER("warm water", Quantity.WATER, counted(Medium.WARM_WATER, "m3")),
  HEAT("heat", Quantity.HEAT, counted(Medium.HEAT, "GJ")),
  HEAT_AT_INLET("heat at the inlet", Quantity.HEAT, counted(Medium.HEAT_AT_INLET, "GJ")),
  FAILURES("power failures", Quantity.COUNT, number(Obis.FAILURES)),
  LONG_FAILURES("long power failures", Quantity.COUNT, number(Obis.LONG_FAILURES)),
  SAGS_L1("voltage sags L1", Quantity.COUNT, number(Obis.SAGS_L1)),
  SAGS_L2("voltage sags L2", Quantity.COUNT, number(Obis.SAGS_L2)),
  SAGS_L3("voltage sags L3", Quantity.COUNT, number(Obis.SAGS_L3)),
  SWELLS_L1("voltage swells L1", Quantity.COUNT, number(Obis.SWELLS_L1)),
  SWELLS_L2("voltage swells L2", Quantity.COUNT, number(Obis.SWELLS_L2)),
  SWELLS_L3("voltage swells L3", Quantity.COUNT, number(Obis.SWELLS_L3)),
  TIME("time of the telegram", Quantity.MOMENT, v -> time(v)),
  MODEL("model", Quantity.TEXT, v -> Optional.of(v.identification()));

  private final String title;
  private final Quantity quantity;
  private final Function<TelegramValues, Optional<String>> reading;

  MeterValue(String title, Quantity quantity, Function<TelegramValues, Optional<String>> reading) {
    this.title = title;
    this.quantity = quantity;
    this.reading = reading;
  }

  /** All that a telegram shows. */
  static Map<ShownValue, String> of(TelegramValues telegram) {
    Map<ShownValue, String> shown = new LinkedHashMap<>();
    for (MeterValue value : values()) {
      value
          .reading
          .apply(telegram)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> shown.put(value, text));
    }
    return shown;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Quantity quantity() {
    return quantity;
  }

  @Override
  public boolean isDiagnostic() {
    return compareTo(FAILURES) >= 0;
  }

  private static Optional<String> plain(OptionalDouble number) {
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(plain(BigDecimal.valueOf(number.getAsDouble())));
  }

  /** Without leading and trailing zeros, and never with an exponent. */
  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Function<TelegramValues, Optional<String>> number(Obis object) {
    return values ->
        values.get(object).flatMap(DataSet::measure).map(Measure::number).map(MeterValue::plain);
  }

  private static Function<TelegramValues, Optional<String>> watts(Obis object) {
    return values ->
        values
            .get(object)
            .flatMap(DataSet::measure)
            .map(Measure::inBaseUnit)
            .map(MeterValue::plain);
  }

  /** The first meter of its kind that has been read: one without a time never was. */
  private static Function<TelegramValues, Optional<String>> counted(Medium medium, String unit) {
    return values ->
        values.devices().stream()
            .filter(device -> device.medium() == medium && device.time().isPresent())
            .flatMap(device -> device.reading().stream())
            .filter(reading -> reading.unit().equals(unit))
            .map(reading -> plain(reading.number()))
            .findFirst();
  }

  private static Optional<String> time(TelegramValues values) {
    return values
        .time()
        .map(time -> time.in(ZoneId.systemDefault()))
        .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format);
  }
}

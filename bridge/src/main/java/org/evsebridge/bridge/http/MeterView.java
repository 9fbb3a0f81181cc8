package org.evsebridge.bridge.http;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.SignedCurrent;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.MBusDevice;
import org.evsebridge.bridge.p1.Measure;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramValues;

/** The smart meter as {@code /api/bridge} shows it. */
final class MeterView {
  private MeterView() {}

  static JsonObject of(HouseMeter meter) {
    Optional<Telegram> fresh = meter.fresh();
    JsonObject view =
        new JsonObject()
            .with("fresh", fresh.isPresent())
            .with("last_telegram_age_seconds", meter.age().map(Duration::ofMillis));
    if (fresh.isEmpty()) {
      return view.with("trouble", meter.trouble());
    }
    values(view, fresh.get().values());
    return view;
  }

  private static void values(JsonObject view, TelegramValues values) {
    view.with("model", values.identification())
        .with("id", values.equipmentId().map(DataSet::decoded))
        .with("time", values.time().map(time -> time.digits()))
        .with("watts", values.watts());
    JsonObject phases = new JsonObject();
    for (Phase phase : values.phases()) {
      phases.with(
          phase.name(),
          new JsonObject()
              .with("watts", values.watts(phase))
              .with("volts", values.volts(phase))
              .with("amperes", SignedCurrent.of(values, phase)));
    }
    view.with("phases", phases)
        .with("imported_kwh", values.importedKwh())
        .with("exported_kwh", values.exportedKwh())
        .with("tariff", values.get(Obis.TARIFF).flatMap(DataSet::measure).map(Measure::number))
        .with(
            "gas_m3",
            values.devices().stream()
                .filter(device -> device.medium() == MBusDevice.Medium.GAS)
                .flatMap(device -> device.reading().stream())
                .map(Measure::number)
                .findFirst());
  }
}

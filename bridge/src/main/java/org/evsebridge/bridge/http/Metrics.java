package org.evsebridge.bridge.http;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guarding.GuardStatus;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.MBusDevice;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.TelegramValues;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.LineCounters;

/**
 * What Prometheus scrapes: text format 0.0.4. Values of a meter that is silent are left out; when
 * its last telegram came is not.
 */
final class Metrics {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final double JOULES_PER_KWH = 3.6e6;

  private final BridgeSources sources;
  private final List<Counters> own;
  private final Optional<HouseMeter> meter;

  /**
   * @param own what is counted of the HTTP port's own clients
   */
  Metrics(BridgeSources sources, List<Counters> own, Optional<HouseMeter> meter) {
    this.sources = sources;
    this.own = List.copyOf(own);
    this.meter = meter;
  }

  Answer answer() {
    MetricFamilies families = new MetricFamilies();
    program(families);
    meter.ifPresent(one -> meter(families, one));
    BridgeCounters counters = sources.counters().get();
    counters.ports().forEach(port -> port(families, port, Stream.of(Count.values())));
    own.forEach(port -> port(families, port, Stream.of(Count.values()).filter(Count::isOfClients)));
    counters.lines().forEach(line -> line(families, line));
    sources.guards().get().forEach(guard -> guard(families, guard));
    return Answer.of(TYPE, text(families.all()));
  }

  private static byte[] text(MetricSnapshots all) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a stream in memory has none
    }
    return text.toByteArray();
  }

  private void program(MetricFamilies families) {
    families.info("evsebridge", "the program", Map.of("version", sources.version()));
    Runtime runtime = Runtime.getRuntime();
    families.gauge(
        "evsebridge_heap_used_bytes",
        "memory that the program's objects take, dead ones among them",
        runtime.totalMemory() - runtime.freeMemory());
  }

  private static void meter(MetricFamilies families, HouseMeter meter) {
    families.gauge(
        "evsebridge_meter_up",
        "1 while the smart meter's last good telegram stands for the house as it is now",
        meter.fresh().isPresent() ? 1 : 0);
    meter
        .age()
        .ifPresent(
            millis ->
                families.gauge(
                    "evsebridge_meter_last_telegram_timestamp_seconds",
                    "when the last good telegram came, in seconds since 1970",
                    (System.currentTimeMillis() - millis) / 1_000.0));
    meter.fresh().ifPresent(telegram -> values(families, telegram.values()));
  }

  private static void values(MetricFamilies families, TelegramValues values) {
    values
        .equipmentId()
        .ifPresent(
            id ->
                families.info(
                    "evsebridge_meter",
                    "the smart meter",
                    Map.of("id", id.decoded(), "model", values.identification())));
    one(families, "power_watts", "power from the grid, negative to it", values.watts());
    for (Phase phase : values.phases()) {
      perPhase(
          families,
          phase,
          "power_watts",
          "power from the grid, negative to it",
          values.watts(phase));
      perPhase(families, phase, "voltage_volts", "voltage to neutral", values.volts(phase));
      perPhase(
          families,
          phase,
          "current_amperes",
          "magnitude of the current as the meter shows it",
          values.amperes(phase));
    }
    energy(families, "imported", values.importedKwh(), values, Obis.IMPORT_T1, Obis.IMPORT_T2);
    energy(families, "exported", values.exportedKwh(), values, Obis.EXPORT_T1, Obis.EXPORT_T2);
    number(values, Obis.TARIFF)
        .ifPresent(
            tariff ->
                families.gauge("evsebridge_meter_tariff", "the tariff that holds now", tariff));
    for (MBusDevice device : values.devices()) {
      if (device.reading().filter(reading -> reading.unit().equals("m3")).isPresent()) {
        families.counter(
            "evsebridge_meter_volume_cubic_meters",
            "what the gas and water meters on the smart meter's M-Bus have counted",
            device.reading().get().number().doubleValue(),
            "channel",
            String.valueOf(device.channel()),
            "medium",
            device.medium().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static void one(MetricFamilies families, String what, String help, OptionalDouble value) {
    value.ifPresent(number -> families.gauge("evsebridge_meter_" + what, help, number));
  }

  private static void perPhase(
      MetricFamilies families, Phase phase, String what, String help, OptionalDouble value) {
    value.ifPresent(
        number ->
            families.gauge("evsebridge_meter_phase_" + what, help, number, "phase", phase.name()));
  }

  private static void energy(
      MetricFamilies families,
      String way,
      OptionalDouble kwh,
      TelegramValues values,
      Obis... tariffs) {
    kwh.ifPresent(
        total ->
            families.counter(
                "evsebridge_meter_" + way + "_joules",
                "energy " + way + " in all tariffs",
                total * JOULES_PER_KWH));
    for (int i = 0; i < tariffs.length; i++) {
      int tariff = i + 1;
      number(values, tariffs[i])
          .ifPresent(
              counted ->
                  families.counter(
                      "evsebridge_meter_tariff_" + way + "_joules",
                      "energy " + way + " in a tariff",
                      counted * JOULES_PER_KWH,
                      "tariff",
                      String.valueOf(tariff)));
    }
  }

  private static Optional<Double> number(TelegramValues values, Obis object) {
    return values
        .get(object)
        .flatMap(DataSet::measure)
        .map(measure -> measure.number().doubleValue());
  }

  private static void port(MetricFamilies families, Counters port, Stream<Count> counts) {
    counts.forEach(
        count -> {
          String name = "evsebridge_port_" + count.name().toLowerCase(Locale.ROOT);
          String help = "of a port that clients connect to: " + count.words();
          if (count == Count.CLIENTS || count == Count.DEVICE_OPEN) {
            families.gauge(name, help, port.get(count), "port", port.name());
          } else {
            families.counter(name, help, port.get(count), "port", port.name());
          }
        });
  }

  /** What is counted of a line and of each unit on it alike. */
  private record Counted(String name, String help, ToDoubleFunction<BusCounters> of) {}

  private static final List<Counted> COUNTED =
      List.of(
          new Counted("requests", "requests answered, whatever the answer", BusCounters::requests),
          new Counted("transactions", "requests on the line", BusCounters::transactions),
          new Counted("merged", "requests that another's transaction served", BusCounters::merged),
          new Counted("cache_hits", "requests that a kept answer served", BusCounters::cacheHits),
          new Counted("answers", "transactions that a device answered", BusCounters::answers),
          new Counted("timeouts", "transactions without an answer", BusCounters::timeouts),
          new Counted("garbled", "transactions with an unusable answer", BusCounters::garbled),
          new Counted("foreign_frames", "frames that answered nothing", BusCounters::foreign),
          new Counted("busy_seconds", "time in use", bus -> seconds(bus.busy())));

  private static void line(MetricFamilies families, LineCounters line) {
    String name = line.line().name();
    for (Counted each : COUNTED) {
      families.counter(
          "evsebridge_line_" + each.name(),
          "of a line: " + each.help(),
          each.of().applyAsDouble(line.line()),
          "line",
          name);
      line.units()
          .forEach(
              (unit, counted) ->
                  families.counter(
                      "evsebridge_unit_" + each.name(),
                      "of a unit on a line: " + each.help(),
                      each.of().applyAsDouble(counted),
                      "line",
                      name,
                      "unit",
                      String.valueOf(unit)));
    }
    families.gauge(
        "evsebridge_line_waiting", "requests in the queue", line.line().waiting(), "line", name);
    line.line()
        .exceptions()
        .forEach(
            (code, count) ->
                families.counter(
                    "evsebridge_line_exceptions",
                    "answers with an exception code",
                    count,
                    "line",
                    name,
                    "code",
                    String.valueOf(code)));
  }

  private static void guard(MetricFamilies families, GuardStatus guard) {
    families.gauge(
        "evsebridge_guard_fuse_amperes",
        "what a guarded fuse is rated",
        guard.fuse(),
        "guard",
        guard.name());
    for (Phase phase : Phase.values()) {
      families.gauge(
          "evsebridge_guard_grid_amperes",
          "what a guard takes a phase's current for",
          guard.grid().get(phase),
          "guard",
          guard.name(),
          "phase",
          phase.name());
    }
    for (GuardStatus.Module module : guard.modules()) {
      String[] labels = {
        "line", module.change().module().line(), "unit", "" + module.change().module().unit()
      };
      families.gauge(
          "evsebridge_guard_granted_amperes",
          "what a guard lets a module take",
          module.change().granted(),
          labels);
      families.gauge(
          "evsebridge_guard_wished_amperes",
          "what a module's controller wishes",
          module.change().wish(),
          labels);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

package org.evsebridge.bridge.http;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.status.Counters;

/** What Prometheus scrapes: text format 0.0.4. What is not known is left out. */
final class Metrics {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

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
    ProgramMetrics.add(families, sources.version());
    meter.ifPresent(one -> MeterMetrics.add(families, one));
    sources.modules().get().forEach(module -> ModuleMetrics.add(families, module));
    sources.guards().get().forEach(guard -> GuardMetrics.add(families, guard));
    BridgeCounters counters = sources.counters().get();
    counters.ports().forEach(port -> PortMetrics.add(families, port));
    own.forEach(port -> PortMetrics.addOwn(families, port));
    counters.lines().forEach(line -> LineMetrics.add(families, line));
    LineMetrics.add(families, counters.clients());
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
}

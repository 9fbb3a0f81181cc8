package org.evsebridge.bridge.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metrics that are collected value by value; those of one name belong together. Names end with
 * their unit; the format puts {@code _total} behind counters and {@code _info} behind infos.
 */
final class MetricFamilies {
  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
  private final Map<String, InfoSnapshot.Builder> infos = new LinkedHashMap<>();

  /** Something that goes up and down. */
  void gauge(String name, String help, double value, String... labels) {
    gauges
        .computeIfAbsent(name, key -> GaugeSnapshot.builder().name(key).help(help))
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /** Something that only goes up. */
  void counter(String name, String help, double value, String... labels) {
    counters
        .computeIfAbsent(name, key -> CounterSnapshot.builder().name(key).help(help))
        .dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /** Texts. */
  void info(String name, String help, Map<String, String> texts) {
    String[] labels =
        texts.entrySet().stream()
            .flatMap(text -> Stream.of(text.getKey(), text.getValue()))
            .toArray(String[]::new);
    infos
        .computeIfAbsent(name, key -> InfoSnapshot.builder().name(key).help(help))
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build());
  }

  MetricSnapshots all() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    infos.values().forEach(family -> all.metricSnapshot(family.build()));
    gauges.values().forEach(family -> all.metricSnapshot(family.build()));
    counters.values().forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }
}

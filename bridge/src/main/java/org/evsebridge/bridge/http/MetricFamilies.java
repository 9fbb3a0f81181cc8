package org.evsebridge.bridge.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Metrics that are collected value by value; those of one name belong together. Names end with
 * their unit; the format puts {@code _total} behind counters and {@code _info} behind infos.
 */
final class MetricFamilies {
  private static final String PREFIX = "evsebridge_";

  private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
  private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
  private final Map<String, InfoSnapshot.Builder> infos = new LinkedHashMap<>();
  private final Map<String, SummarySnapshot.Builder> summaries = new LinkedHashMap<>();

  /** A duration as metrics have it. */
  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Something that goes up and down. */
  void gauge(String name, String help, double value, String... labels) {
    gauges
        .computeIfAbsent(name, key -> GaugeSnapshot.builder().name(PREFIX + key).help(help))
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /** Something that goes up and down, where it is known. */
  void gauge(String name, String help, OptionalDouble value, String... labels) {
    value.ifPresent(known -> gauge(name, help, known, labels));
  }

  /** Something that only goes up. */
  void counter(String name, String help, double value, String... labels) {
    counters
        .computeIfAbsent(name, key -> CounterSnapshot.builder().name(PREFIX + key).help(help))
        .dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /** Something that only goes up, where it is known. */
  void counter(String name, String help, OptionalDouble value, String... labels) {
    value.ifPresent(known -> counter(name, help, known, labels));
  }

  /** Durations of which the middle one and the hundredth longest are known. */
  void durations(
      String name, String help, long count, Duration p50, Duration p99, String... labels) {
    summaries
        .computeIfAbsent(name, key -> SummarySnapshot.builder().name(PREFIX + key).help(help))
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .count(count)
                .quantiles(
                    Quantiles.of(new Quantile(0.5, seconds(p50)), new Quantile(0.99, seconds(p99))))
                .labels(Labels.of(labels))
                .build());
  }

  /** Texts. */
  void info(String name, String help, String... texts) {
    infos
        .computeIfAbsent(
            name,
            key ->
                InfoSnapshot.builder().name(key.isEmpty() ? "evsebridge" : PREFIX + key).help(help))
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of(texts)).build());
  }

  MetricSnapshots all() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    infos.values().forEach(family -> all.metricSnapshot(family.build()));
    gauges.values().forEach(family -> all.metricSnapshot(family.build()));
    counters.values().forEach(family -> all.metricSnapshot(family.build()));
    summaries.values().forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }
}

package org.evsebridge.bridge.http;

import java.time.Duration;
import java.time.Instant;

/** The program as Prometheus sees it. */
final class ProgramMetrics {
  private ProgramMetrics() {}

  static void add(MetricFamilies families, String version) {
    families.info("", "the program", "version", version);
    Runtime runtime = Runtime.getRuntime();
    families.gauge(
        "heap_used_bytes",
        "memory that the program's objects take, dead ones among them",
        runtime.totalMemory() - runtime.freeMemory());
    ProcessHandle.Info process = ProcessHandle.current().info();
    process
        .totalCpuDuration()
        .map(Duration::toNanos)
        .ifPresent(
            nanos ->
                families.counter(
                    "cpu_seconds", "processor time that the program has used", nanos / 1e9));
    process
        .startInstant()
        .map(Instant::toEpochMilli)
        .ifPresent(
            millis ->
                families.gauge(
                    "start_timestamp_seconds",
                    "when the program started, in seconds since 1970",
                    millis / 1_000.0));
  }
}

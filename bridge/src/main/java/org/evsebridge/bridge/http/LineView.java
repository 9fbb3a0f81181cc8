package org.evsebridge.bridge.http;

import java.util.Map;
import java.util.TreeMap;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.status.GatewayClient;
import org.evsebridge.bridge.status.LineCounters;

/** The gateway's lines and clients as {@code /api/bridge} shows them. */
final class LineView {
  private LineView() {}

  static JsonObject of(LineCounters line) {
    Map<Integer, Object> units = new TreeMap<>();
    line.units().forEach((unit, counted) -> units.put(unit, counted(counted).members()));
    return counted(line.line())
        .with("name", line.line().name())
        .with("utilisation", line.line().utilisation())
        .with("units", units);
  }

  static JsonObject of(GatewayClient client, boolean withAddress) {
    JsonObject view = counted(client.counters()).with("port", client.port());
    return withAddress ? view.with("address", client.address()) : view;
  }

  private static JsonObject counted(BusCounters bus) {
    return new JsonObject()
        .with("requests", bus.requests())
        .with("transactions", bus.transactions())
        .with("merged", bus.merged())
        .with("cache_hits", bus.cacheHits())
        .with("answers", bus.answers())
        .with("timeouts", bus.timeouts())
        .with("garbled", bus.garbled())
        .with("foreign", bus.foreign())
        .with("exceptions", new TreeMap<>(bus.exceptions()))
        .with("waiting", bus.waiting())
        .with("busy_seconds", bus.busy())
        .with("p50_seconds", bus.p50())
        .with("p99_seconds", bus.p99())
        .with("last_answer_age_seconds", bus.lastAnswerAge())
        .with("last_failure_age_seconds", bus.lastFailureAge());
  }
}

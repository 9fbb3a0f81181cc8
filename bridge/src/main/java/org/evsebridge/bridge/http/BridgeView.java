package org.evsebridge.bridge.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guarding.GuardStatus;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.LineCounters;

/** The bridge's own state for programs: what {@code /api/bridge} and {@code /ready} say. */
final class BridgeView {
  private final BridgeSources sources;
  private final Counters own;
  private final Optional<HouseMeter> meter;

  /**
   * @param own what is counted of the HTTP port's WebSocket
   */
  BridgeView(BridgeSources sources, Counters own, Optional<HouseMeter> meter) {
    this.sources = sources;
    this.own = own;
    this.meter = meter;
  }

  /** Whether the bridge gives what it is there for; if not, why. */
  Answer ready() {
    List<String> reasons =
        meter.stream().filter(one -> one.fresh().isEmpty()).map(HouseMeter::trouble).toList();
    return reasons.isEmpty()
        ? Answer.json(Map.of("status", "ready"))
        : Answer.json(503, Map.of("status", "not ready", "reasons", reasons));
  }

  /**
   * All of it.
   *
   * @param withAddresses whether the caller may see where clients are
   */
  Map<String, Object> state(boolean withAddresses) {
    BridgeCounters counters = sources.counters().get();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("version", sources.version());
    meter.ifPresent(one -> state.put("meter", meter(one)));
    state.put(
        "ports",
        Stream.concat(
                counters.ports().stream().map(port -> port(port, Stream.of(Count.values()))),
                Stream.of(port(own, Stream.of(Count.values()).filter(Count::isOfClients))))
            .toList());
    state.put("lines", counters.lines().stream().map(BridgeView::line).toList());
    state.put(
        "clients",
        counters.clients().stream().map(client -> client(client, withAddresses)).toList());
    state.put("guards", sources.guards().get().stream().map(BridgeView::guard).toList());
    return state;
  }

  private static Map<String, Object> meter(HouseMeter meter) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("fresh", meter.fresh().isPresent());
    meter.age().ifPresent(millis -> state.put("last_telegram_age_seconds", millis / 1_000.0));
    if (meter.fresh().isEmpty()) {
      state.put("trouble", meter.trouble());
    }
    return state;
  }

  private static Map<String, Object> port(Counters port, Stream<Count> counts) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", port.name());
    counts.forEach(count -> state.put(count.name().toLowerCase(Locale.ROOT), port.get(count)));
    port.lastByteAge().ifPresent(age -> state.put("last_byte_age_seconds", seconds(age)));
    port.lastTelegramAge().ifPresent(age -> state.put("last_telegram_age_seconds", seconds(age)));
    return state;
  }

  private static Map<String, Object> line(LineCounters line) {
    Map<String, Object> state = bus(line.line());
    state.put("utilisation", line.line().utilisation());
    Map<Integer, Object> units = new TreeMap<>();
    line.units().forEach((unit, counted) -> units.put(unit, bus(counted)));
    state.put("units", units);
    return state;
  }

  private static Map<String, Object> client(BusCounters client, boolean withAddress) {
    Map<String, Object> state = bus(client);
    if (!withAddress) {
      state.remove("name");
    }
    return state;
  }

  private static Map<String, Object> bus(BusCounters bus) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", bus.name());
    state.put("requests", bus.requests());
    state.put("transactions", bus.transactions());
    state.put("merged", bus.merged());
    state.put("cache_hits", bus.cacheHits());
    state.put("answers", bus.answers());
    state.put("timeouts", bus.timeouts());
    state.put("garbled", bus.garbled());
    state.put("foreign", bus.foreign());
    state.put("exceptions", new TreeMap<>(bus.exceptions()));
    state.put("waiting", bus.waiting());
    state.put("busy_seconds", seconds(bus.busy()));
    state.put("p50_seconds", seconds(bus.p50()));
    state.put("p99_seconds", seconds(bus.p99()));
    return state;
  }

  private static Map<String, Object> guard(GuardStatus guard) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", guard.name());
    state.put("fuse_amperes", guard.fuse());
    Map<String, Object> amperes = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      amperes.put(phase.name(), guard.grid().get(phase));
    }
    state.put("grid_amperes", amperes);
    guard
        .telegramAge()
        .ifPresent(millis -> state.put("last_telegram_age_seconds", millis / 1_000.0));
    state.put("telegrams", guard.telegrams());
    List<Object> modules = new ArrayList<>();
    guard.modules().forEach(module -> modules.add(module(module)));
    state.put("modules", modules);
    return state;
  }

  private static Map<String, Object> module(GuardStatus.Module module) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("line", module.change().module().line());
    state.put("unit", module.change().module().unit());
    state.put("state", module.change().state().name().toLowerCase(Locale.ROOT));
    state.put("granted_amperes", module.change().granted());
    state.put("wished_amperes", module.change().wish());
    state.put("safe_amperes", module.safe());
    state.put("controller_silent", module.controllerIsSilent());
    if (!module.change().cause().isEmpty()) {
      state.put("cause", module.change().cause());
    }
    state.put("changes", module.counts().changes());
    state.put("pauses", module.counts().pauses());
    return state;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

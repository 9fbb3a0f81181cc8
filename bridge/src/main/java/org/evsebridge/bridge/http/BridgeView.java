package org.evsebridge.bridge.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.process.RecentTrouble;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;

/** The bridge's own state for programs: what {@code /api/bridge} and {@code /ready} say. */
final class BridgeView {
  /** An address with a port, of either family: who may not see clients' sees none. */
  private static final String ADDRESS =
      "(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.%a-z]+\\]):\\d{1,5}";

  private final BridgeSources sources;
  private final List<Counters> own;
  private final Optional<HouseMeter> meter;
  private final RecentTrouble trouble;

  /**
   * @param own what is counted of the HTTP port's own clients
   */
  BridgeView(
      BridgeSources sources,
      List<Counters> own,
      Optional<HouseMeter> meter,
      RecentTrouble trouble) {
    this.sources = sources;
    this.own = List.copyOf(own);
    this.meter = meter;
    this.trouble = trouble;
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
    return new JsonObject()
        .with("version", sources.version())
        .with("meter", meter.map(MeterView::of))
        .with("modules", members(sources.modules().get().stream().map(ModuleView::of)))
        .with("guards", members(sources.guards().get().stream().map(GuardView::of)))
        .with("ports", ports(counters, withAddresses))
        .with("lines", members(counters.lines().stream().map(LineView::of)))
        .with(
            "clients",
            members(counters.clients().stream().map(client -> LineView.of(client, withAddresses))))
        .with("trouble", members(trouble.all().stream().map(one -> of(one, withAddresses))))
        .members();
  }

  private List<Map<String, Object>> ports(BridgeCounters counters, boolean withAddresses) {
    List<JsonObject> ports = new ArrayList<>();
    counters
        .ports()
        .forEach(port -> ports.add(PortView.of(port, Stream.of(Count.values()), withAddresses)));
    own.forEach(
        port ->
            ports.add(
                PortView.of(
                    port, Stream.of(Count.values()).filter(Count::isOfClients), withAddresses)));
    return members(ports.stream());
  }

  private static JsonObject of(RecentTrouble.Trouble one, boolean withAddresses) {
    return new JsonObject()
        .with("at", Instant.ofEpochMilli(one.at()).toString())
        .with("times", one.times())
        .with("level", one.isError() ? "error" : "warning")
        .with("text", withAddresses ? one.text() : one.text().replaceAll(ADDRESS, "(a client)"));
  }

  private static List<Map<String, Object>> members(Stream<JsonObject> objects) {
    return objects.map(JsonObject::members).toList();
  }
}

package org.evsebridge.bridge.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.status.GatewayClient;
import org.evsebridge.bridge.status.LineCounters;

/** The gateway's lines, the units on them and its clients as Prometheus sees them. */
final class LineMetrics {
  private LineMetrics() {}

  /** What is counted of a line and of each unit on it alike. */
  private record LineCount(String name, String help, ToDoubleFunction<BusCounters> of) {}

  private static final List<LineCount> COUNTED =
      List.of(
          new LineCount(
              "requests", "requests answered, whatever the answer", BusCounters::requests),
          new LineCount("transactions", "requests on the line", BusCounters::transactions),
          new LineCount(
              "merged", "requests that another's transaction served", BusCounters::merged),
          new LineCount("cache_hits", "requests that a kept answer served", BusCounters::cacheHits),
          new LineCount("answers", "transactions that a device answered", BusCounters::answers),
          new LineCount("timeouts", "transactions without an answer", BusCounters::timeouts),
          new LineCount("garbled", "transactions with an unusable answer", BusCounters::garbled),
          new LineCount("foreign_frames", "frames that answered nothing", BusCounters::foreign),
          new LineCount("busy_seconds", "time in use", bus -> MetricFamilies.seconds(bus.busy())));

  static void add(MetricFamilies families, LineCounters line) {
    String name = line.line().name();
    counted(families, "line", "of a line: ", line.line(), "line", name);
    line.units()
        .forEach(
            (unit, counted) ->
                counted(
                    families,
                    "unit",
                    "of a unit on a line: ",
                    counted,
                    "line",
                    name,
                    "unit",
                    String.valueOf(unit)));
    families.gauge("line_waiting", "requests in the queue", line.line().waiting(), "line", name);
  }

  private static void counted(
      MetricFamilies families, String what, String help, BusCounters counters, String... labels) {
    for (LineCount each : COUNTED) {
      families.counter(
          what + "_" + each.name(), help + each.help(), each.of().applyAsDouble(counters), labels);
    }
    counters
        .exceptions()
        .forEach(
            (code, count) ->
                families.counter(
                    what + "_exceptions",
                    help + "answers with an exception code",
                    count,
                    with(labels, "code", String.valueOf(code))));
    families.durations(
        what + "_latency_seconds",
        help + "from a request's arrival to its answer",
        counters.requests(),
        counters.p50(),
        counters.p99(),
        labels);
  }

  private static String[] with(String[] labels, String name, String value) {
    String[] more = new String[labels.length + 2];
    System.arraycopy(labels, 0, more, 0, labels.length);
    more[labels.length] = name;
    more[labels.length + 1] = value;
    return more;
  }

  /** The clients together, port by port: where each is stands in no metric. */
  static void add(MetricFamilies families, List<GatewayClient> clients) {
    Map<String, Long> requests = new TreeMap<>();
    Map<String, Long> addresses = new TreeMap<>();
    Map<String, Long> waiting = new TreeMap<>();
    for (GatewayClient client : clients) {
      requests.merge(client.port(), client.counters().requests(), Long::sum);
      waiting.merge(client.port(), (long) client.counters().waiting(), Long::sum);
      addresses.merge(client.port(), 1L, Long::sum);
    }
    requests.forEach(
        (port, count) ->
            families.counter(
                "gateway_requests", "requests of a port's clients answered", count, "port", port));
    waiting.forEach(
        (port, count) ->
            families.gauge(
                "gateway_waiting", "requests of a port's clients in queues", count, "port", port));
    addresses.forEach(
        (port, count) ->
            families.gauge(
                "gateway_client_addresses",
                "addresses from which a port's clients have come since the start",
                count,
                "port",
                port));
  }
}

package org.evsebridge.bridge.http;

import java.util.Locale;
import java.util.stream.Stream;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;

/** The ports whose clients get bytes as Prometheus sees them. */
final class PortMetrics {
  private PortMetrics() {}

  static void add(MetricFamilies families, Counters port) {
    add(families, port, Stream.of(Count.values()));
  }

  /** The HTTP port's own, which has no device. */
  static void addOwn(MetricFamilies families, Counters port) {
    add(families, port, Stream.of(Count.values()).filter(Count::isOfClients));
  }

  private static void add(MetricFamilies families, Counters port, Stream<Count> counts) {
    counts.forEach(
        count -> {
          String name = "port_" + count.name().toLowerCase(Locale.ROOT);
          String help = "of a port that clients connect to: " + count.words();
          if (count == Count.CLIENTS || count == Count.DEVICE_OPEN) {
            families.gauge(name, help, port.get(count), "port", port.name());
          } else {
            families.counter(name, help, port.get(count), "port", port.name());
          }
        });
  }
}

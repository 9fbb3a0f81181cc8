package org.evsebridge.bridge.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.evsebridge.bridge.status.ClientCounters;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;

/** A port that clients get bytes from as {@code /api/bridge} shows it. */
final class PortView {
  private PortView() {}

  static JsonObject of(Counters port, Stream<Count> counts, boolean withAddresses) {
    JsonObject view = new JsonObject().with("name", port.name());
    counts.forEach(count -> view.with(count.name().toLowerCase(Locale.ROOT), port.get(count)));
    List<Map<String, Object>> clients =
        port.eachClient().stream().map(client -> of(client, withAddresses).members()).toList();
    return view.with("last_byte_age_seconds", port.lastByteAge())
        .with("last_telegram_age_seconds", port.lastTelegramAge())
        .with("each_client", clients);
  }

  private static JsonObject of(ClientCounters client, boolean withAddress) {
    JsonObject view =
        new JsonObject()
            .with("taken_bytes", client.taken())
            .with("waiting_bytes", client.waiting());
    return withAddress ? view.with("address", client.address()) : view;
  }
}

package org.evsebridge.bridge.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that hear server-sent events (the HTML standard's {@code text/event-stream}). Who does
 * not read is cut off at a bound. Belongs to one event loop.
 */
final class EventStreams {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final String name;
  private final int mostUnsent;
  private final Counters counters;
  private final Map<HttpServerResponse, ClientSocket> clients = new LinkedHashMap<>();

  /**
   * @param name for the log
   * @param mostUnsent bytes that may wait for a client
   */
  EventStreams(String name, int mostUnsent, Counters counters) {
    this.name = name;
    this.mostUnsent = mostUnsent;
    this.counters = counters;
  }

  int size() {
    return clients.size();
  }

  /** Makes a client of one who asked, and sends it a first event. */
  void add(HttpServerRequest request, String event, byte[] data) {
    HttpServerResponse response = request.response();
    response.setChunked(true);
    response.setWriteQueueMaxSize(mostUnsent);
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    ClientSocket wire = ClientSocket.of(request.connection());
    clients.put(response, wire);
    counters.arrived(response, wire::counters);
    counters.one(Count.ACCEPTED);
    response.closeHandler(closed -> left(response));
    response.exceptionHandler(
        failure -> LOG.debug("{}: {}", name, request.remoteAddress(), failure));
    Buffer first = text(event, data);
    wire.gives(first.length(), response.write(first));
  }

  private void left(HttpServerResponse response) {
    if (clients.remove(response) != null) {
      counters.left(response);
    }
  }

  /** Sends an event to all. */
  void send(String event, byte[] data) {
    Buffer text = text(event, data);
    Map.copyOf(clients)
        .forEach(
            (response, wire) -> {
              if (response.writeQueueFull()) {
                cutOff(response, wire);
              } else {
                wire.gives(text.length(), response.write(text));
              }
            });
  }

  private void cutOff(HttpServerResponse response, ClientSocket wire) {
    left(response);
    counters.one(Count.CUT_OFF);
    LOG.warn("{}: a client does not read its events; cut off", name);
    wire.cut();
  }

  /** One event; its data hold no line end. */
  private static Buffer text(String event, byte[] data) {
    return Buffer.buffer(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8))
        .appendBytes(data)
        .appendString("\n\n");
  }
}

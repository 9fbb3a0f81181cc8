package org.evsebridge.bridge.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.http.HttpLimits;
import org.evsebridge.bridge.house.Json;
import org.evsebridge.bridge.status.Counters;

/**
 * The clients of {@code /events}: each gets the bridge's whole state first, then with each
 * telegram, and each second without one, those of its members that have changed. Belongs to one
 * event loop.
 */
final class BridgeEvents {
  private static final String STATE = "state";

  /** With a telegram a second the clock has nothing to add. In milliseconds. */
  private static final long QUIET = 900;

  private final BridgeView view;
  private final int most;
  private final LongSupplier millis;
  private final Audience open;
  private final Audience trusted;
  private long sentAt;

  /**
   * @param name for the log
   * @param millis a clock that only goes forward, in milliseconds
   */
  BridgeEvents(
      String name, HttpLimits limits, Counters counters, BridgeView view, LongSupplier millis) {
    this.view = view;
    this.most = limits.maxWebSockets();
    this.millis = millis;
    this.open = new Audience(name, limits, counters, false);
    this.trusted = new Audience(name, limits, counters, true);
  }

  /** Those who may see the same. */
  private final class Audience {
    private final EventStreams streams;
    private final boolean seesAddresses;
    private final Map<String, byte[]> told = new HashMap<>();

    Audience(String name, HttpLimits limits, Counters counters, boolean seesAddresses) {
      this.streams = new EventStreams(name, limits.maxUnsent(), counters);
      this.seesAddresses = seesAddresses;
    }

    void add(HttpServerRequest request) {
      streams.add(request, STATE, Json.bytes(view.state(seesAddresses)));
    }

    void tell() {
      if (streams.size() == 0) {
        told.clear();
        return;
      }
      Map<String, Object> changed = new LinkedHashMap<>();
      view.state(seesAddresses)
          .forEach(
              (member, value) -> {
                byte[] bytes = Json.bytes(value);
                if (!Arrays.equals(bytes, told.put(member, bytes))) {
                  changed.put(member, value);
                }
              });
      if (!changed.isEmpty()) {
        streams.send(STATE, Json.bytes(changed));
      }
    }
  }

  /** Whether one more may come. */
  boolean hasPlace() {
    return open.streams.size() + trusted.streams.size() < most;
  }

  /**
   * Makes a client of one who asked.
   *
   * @param isTrusted whether it may see clients' addresses
   */
  void add(HttpServerRequest request, boolean isTrusted) {
    (isTrusted ? trusted : open).add(request);
  }

  /** Something is new. */
  void tell() {
    sentAt = millis.getAsLong();
    open.tell();
    trusted.tell();
  }

  /** A second is over. */
  void look() {
    if (millis.getAsLong() - sentAt >= QUIET) {
      tell();
    }
  }
}

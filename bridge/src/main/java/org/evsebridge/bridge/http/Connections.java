package org.evsebridge.bridge.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.http.HttpLimits;

/**
 * The connections of the HTTP port, up to a bound. Whoever finishes no request does not keep others
 * out: it is closed after a time, and at once where no place is left. Belongs to one event loop.
 */
final class Connections {
  private final HttpLimits limits;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Use> uses = new IdentityHashMap<>();
  private long arrivals;

  /**
   * How a connection is used.
   *
   * @param arrival its number
   * @param requests how many it has finished
   * @param since when it came or finished the last one
   */
  private record Use(long arrival, long requests, long since) {
    /** Who never asked anything goes first, then who asked longest ago. */
    boolean goesBefore(Use other) {
      if ((requests == 0) != (other.requests == 0)) {
        return requests == 0;
      }
      return since != other.since ? since - other.since < 0 : arrival < other.arrival;
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Connections(HttpLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** A connection has come; the one that does least gives way to it if no place is left. */
  void arrived(HttpConnection connection) {
    if (uses.size() >= limits.maxConnections()) {
      idlest().ifPresent(this::close);
    }
    uses.put(connection, new Use(arrivals++, 0, nanoTime.getAsLong()));
    connection.closeHandler(closed -> uses.remove(connection));
  }

  private Optional<HttpConnection> idlest() {
    return uses.entrySet().stream()
        .reduce((one, other) -> other.getValue().goesBefore(one.getValue()) ? other : one)
        .map(Map.Entry::getKey);
  }

  /** A connection has sent a whole request. */
  void asked(HttpConnection connection) {
    uses.computeIfPresent(
        connection, (key, use) -> new Use(use.arrival(), use.requests() + 1, nanoTime.getAsLong()));
  }

  /** A connection serves something else from now on, and is bounded there. */
  void hasBecomeOther(HttpConnection connection) {
    uses.remove(connection);
  }

  /** Closes those that finish no request; to be called about once a second. */
  void look() {
    long longest = limits.idleTimeout().toNanos();
    List<HttpConnection> idle = new ArrayList<>();
    uses.forEach(
        (connection, use) -> {
          if (nanoTime.getAsLong() - use.since() > longest) {
            idle.add(connection);
          }
        });
    idle.forEach(this::close);
  }

  private void close(HttpConnection connection) {
    uses.remove(connection);
    ClientSocket.of(connection).cut();
  }
}

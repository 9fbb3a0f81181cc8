package org.evsebridge.bridge.http;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.evsebridge.bridge.status.ClientCounters;

/**
 * The socket under a connection. Vert.x closes a connection once all that waits for the client has
 * gone out: never, for one that does not read.
 */
final class ClientSocket {
  private final Channel channel;
  private final String address;

  // Written on the event loop only.
  private volatile long given;
  private volatile long taken;

  private ClientSocket(HttpConnection connection) {
    this.channel = ((ConnectionBase) connection).channel();
    this.address = String.valueOf(connection.remoteAddress());
  }

  static ClientSocket of(HttpConnection connection) {
    return new ClientSocket(connection);
  }

  /** Bytes are being written to it. */
  void gives(int bytes, Future<Void> written) {
    given += bytes;
    written.onSuccess(done -> taken += bytes);
  }

  /** How who is at its other end stands; from any thread. */
  ClientCounters counters() {
    long has = taken;
    return new ClientCounters(address, has, Math.max(0, given - has));
  }

  /** Closes it at once; what waits to go out is lost. */
  void cut() {
    channel.pipeline().firstContext().close();
  }
}

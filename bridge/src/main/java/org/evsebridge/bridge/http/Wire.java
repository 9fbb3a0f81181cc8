package org.evsebridge.bridge.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The socket under a connection. Vert.x closes a connection once all that waits for the client has
 * gone out: never, for one that does not read.
 */
final class Wire {
  private final Channel channel;

  private Wire(Channel channel) {
    this.channel = channel;
  }

  static Wire of(HttpConnection connection) {
    return new Wire(((ConnectionBase) connection).channel());
  }

  /** Closes it at once; what waits to go out is lost. */
  void cut() {
    channel.pipeline().firstContext().close();
  }
}

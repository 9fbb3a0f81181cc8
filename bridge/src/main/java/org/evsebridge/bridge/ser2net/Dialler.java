package org.evsebridge.bridge.ser2net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.net.HostNames;
import org.evsebridge.bridge.net.Loops;

/**
 * Dials addresses, one after the other until one answers.
 *
 * @param loop the connections live on it
 * @param worker asks the name server, which may block
 */
record Dialler(EventLoop loop, Executor worker) {
  static final int CONNECT_MILLIS = 10_000;

  /** How the dialling ended; called on the loop. */
  interface DialOutcome {
    void connected(Channel channel);

    /** No address answered; the cause is the last one's, or an SSLException of the handlers. */
    void failed(Throwable cause);
  }

  /** Makes the handler of each attempt's channel, on the worker; the handler must be sharable. */
  interface Handlers {
    /**
     * @throws SSLException when a key or a certificate cannot be used
     */
    ChannelHandler make() throws SSLException;
  }

  /** Starts dialling; returns at once. */
  void dial(List<TcpAddress> addresses, Handlers handlers, DialOutcome outcome) {
    try {
      worker.execute(
          () -> {
            try {
              ChannelHandler handler = handlers.make();
              List<InetSocketAddress> resolved =
                  addresses.stream().flatMap(address -> address.resolve().stream()).toList();
              loop.execute(() -> dial(resolved, 0, handler, outcome));
            } catch (SSLException e) {
              loop.execute(() -> outcome.failed(e));
            }
          });
    } catch (RejectedExecutionException e) {
      return; // the connection ends
    }
  }

  private void dial(
      List<InetSocketAddress> addresses, int next, ChannelHandler handler, DialOutcome outcome) {
    new Bootstrap()
        .group(loop)
        .resolver(new HostNames()) // a name without an address fails without blocking the loop
        .channel(Loops.clientChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(handler)
        .connect(addresses.get(next))
        .addListener(
            (ChannelFuture dialled) -> {
              if (dialled.isSuccess()) {
                outcome.connected(dialled.channel());
              } else if (next + 1 < addresses.size()) {
                dial(addresses, next + 1, handler, outcome);
              } else {
                outcome.failed(dialled.cause());
              }
            });
  }
}

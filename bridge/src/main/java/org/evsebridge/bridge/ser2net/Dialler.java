package org.evsebridge.bridge.ser2net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  /**
   * Starts dialling; returns at once.
   *
   * @param handlers makes the handler of each try
   * @param outcome gets the try that succeeded, or the last one that failed; on the loop
   */
  void dial(
      List<TcpAddress> addresses,
      Supplier<ChannelHandler> handlers,
      Consumer<ChannelFuture> outcome) {
    try {
      worker.execute(
          () -> {
            List<InetSocketAddress> resolved =
                addresses.stream().flatMap(address -> address.resolve().stream()).toList();
            loop.execute(() -> dial(resolved, 0, handlers, outcome));
          });
    } catch (RejectedExecutionException e) {
      return; // the connection ends
    }
  }

  private void dial(
      List<InetSocketAddress> addresses,
      int next,
      Supplier<ChannelHandler> handlers,
      Consumer<ChannelFuture> outcome) {
    new Bootstrap()
        .group(loop)
        .resolver(new HostNames()) // for a name without an address, which says so off the loop
        .channel(Loops.clientChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(handlers.get())
        .connect(addresses.get(next))
        .addListener(
            (ChannelFuture dialled) -> {
              if (!dialled.isSuccess() && next + 1 < addresses.size()) {
                dial(addresses, next + 1, handlers, outcome);
              } else {
                outcome.accept(dialled);
              }
            });
  }
}

package org.evsebridge.simulator.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The time that a request has, from its first byte until it is all there: whoever sends a byte now
 * and then is never idle, and would keep his place for ever. On the channel's event loop only.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  /** What the handlers behind this one are told when the time is over. */
  static final Object OVER = new Object();

  private final long seconds;
  private Future<?> running;

  RequestDeadline(long seconds) {
    this.seconds = seconds;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (running == null) {
      running =
          ctx.executor()
              .schedule(() -> ctx.fireUserEventTriggered(OVER), seconds, TimeUnit.SECONDS);
    }
    ctx.fireChannelRead(bytes);
  }

  /** A request is all there; the time of the next one begins with what comes next. */
  void stop() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }
}

package org.evsebridge.bridge.p1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the port when a client comes and goes. What it sends is dropped, as a meter only talks; one
 * that sends much is read slowly, so that it is the one to wait and no processor is kept busy.
 */
final class P1ClientHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(P1ClientHandler.class);

  /** So much is read of a client, in bytes; then it is not read for a while. */
  static final int MOST_READ = 16 * 1024;

  private static final long PAUSE_MILLIS = 1_000;

  private final P1Port port;
  private final int mostUnsent;
  private final LongSupplier nanoTime;
  private P1Client client;
  private int read;
  private boolean slowed;

  P1ClientHandler(P1Port port, int mostUnsent, LongSupplier nanoTime) {
    this.port = port;
    this.mostUnsent = mostUnsent;
    this.nanoTime = nanoTime;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = new P1Client(context.channel(), mostUnsent, nanoTime);
    port.arrived(client);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    LOG.trace("{} sent {} bytes, dropped", client, bytes.readableBytes());
    read += bytes.readableBytes();
    if (read >= MOST_READ) {
      read = 0;
      pause(context.channel());
    }
  }

  private void pause(Channel channel) {
    if (!slowed) {
      slowed = true;
      port.saysMuch(client);
    }
    channel.config().setAutoRead(false);
    channel
        .eventLoop()
        .schedule(() -> channel.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    port.left(client);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{} vanished", client, cause);
    context.close();
  }
}

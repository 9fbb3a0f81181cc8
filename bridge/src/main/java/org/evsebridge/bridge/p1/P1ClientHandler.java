package org.evsebridge.bridge.p1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the port when a client comes and goes. What it sends is dropped: a meter only talks. */
final class P1ClientHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(P1ClientHandler.class);

  private final P1Port port;
  private final int mostUnsent;
  private final LongSupplier nanoTime;
  private P1Client client;

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

package org.evsebridge.bridge.p1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.WriteTimeoutException;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.net.Client;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the port when a client comes and goes. What it sends is dropped: a meter only talks. */
final class P1ClientHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(P1ClientHandler.class);

  private final P1Port port;
  private final int maxUnsent;
  private final LongSupplier nanoTime;
  private Client client;

  P1ClientHandler(P1Port port, int maxUnsent, LongSupplier nanoTime) {
    this.port = port;
    this.maxUnsent = maxUnsent;
    this.nanoTime = nanoTime;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = new Client(context.channel(), maxUnsent, nanoTime);
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
    if (cause instanceof WriteTimeoutException) {
      port.timedOut(client);
    } else {
      LOG.debug("{} vanished", client, cause);
    }
    context.close();
  }
}

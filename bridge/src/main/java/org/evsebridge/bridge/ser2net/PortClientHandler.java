package org.evsebridge.bridge.ser2net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.evsebridge.bridge.net.ClientChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the port when a client connects, sends something and leaves. */
final class PortClientHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final Logger LOG = LoggerFactory.getLogger(PortClientHandler.class);

  private final ClientArrival entry;
  private final Port port;
  private ClientChannel client;

  PortClientHandler(ClientArrival entry) {
    this.entry = entry;
    this.port = entry.port();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (context.pipeline().get(SslHandler.class) == null) {
      arrived(context);
    }
  }

  private void arrived(ChannelHandlerContext context) {
    client = new ClientChannel(context.channel(), Limits.MOST_UNSENT);
    port.execute(() -> entry.arrived(client));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        arrived(context);
      } else {
        distrusted(context, handshake.cause());
      }
    } else if (event instanceof SniCompletionEvent hello
        && hello.cause() instanceof SslHandshakeTimeoutException) {
      distrusted(context, hello.cause());
    }
  }

  private void distrusted(ChannelHandlerContext context, Throwable cause) {
    entry.distrusted(new ClientChannel(context.channel(), Limits.MOST_UNSENT), Tls.reason(cause));
    context.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    byte[] copy = ByteBufUtil.getBytes(bytes);
    port.execute(() -> port.said(client, copy));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (client == null) {
      if (context.pipeline().get(SniHandler.class) != null) { // it waits for TLS to begin
        distrusted(context, new ClosedChannelException());
      }
      entry.neverArrived();
    } else {
      port.execute(() -> port.left(client));
    }
  }

  /** A client that vanished; what follows is the same as for one that left. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{} vanished", client, cause);
    context.close();
  }
}

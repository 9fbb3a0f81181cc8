package org.evsebridge.bridge.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: its requests go to the bus, their answers come back in its framing. */
final class ClientHandler extends SimpleChannelInboundHandler<Received> implements Client {
  private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

  private final Bus bus;
  private final long deadlineNanos;
  private Channel channel;
  private String name;
  private volatile Framing framing;

  ClientHandler(Bus bus, Duration deadline) {
    this.bus = bus;
    this.deadlineNanos = deadline.toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    name = remote == null ? "a client" : remote.getHostString() + ":" + remote.getPort();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Received received) {
    if (received instanceof Received.Request request) {
      framing = request.framing();
      long now = System.nanoTime();
      bus.submit(new Request(this, request.transaction(), request.adu(), now, now + deadlineNanos));
    } else if (received instanceof Received.Dropped dropped) {
      LOG.info("{}: {} bytes dropped: {}", name, dropped.count(), dropped.why());
    } else if (received instanceof Received.Unreadable unreadable) {
      LOG.info("{}: connection closed: {}", name, unreadable.why());
      ctx.close();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void answer(Request request, Pdu answer) {
    byte[] bytes = framing.encode(request.transaction(), new Adu(request.adu().unit(), answer));
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
  }

  /** A client that does not read its answers is not read either, until it does. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    bus.forget(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: connection lost", name, cause);
    ctx.close();
  }
}

package org.evsebridge.bridge.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns away the connections that are one too many, or not allowed. One for each port. */
@ChannelHandler.Sharable
final class Admission extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final ModbusProxyConfig config;
  private final AtomicInteger connected = new AtomicInteger();

  Admission(ModbusProxyConfig config) {
    this.config = config;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    int now = connected.incrementAndGet();
    channel.closeFuture().addListener(closed -> connected.decrementAndGet());
    InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
    if (!config.access().admits(client.getAddress())) {
      LOG.info("{}: {} is not in 'allow', connection closed", config.name(), client);
      ctx.close();
    } else if (now > config.maxConnections()) {
      LOG.info(
          "{}: {} is more than 'max-connections' {}, connection closed",
          config.name(),
          client,
          config.maxConnections());
      ctx.close();
    } else {
      ctx.fireChannelActive();
    }
  }
}

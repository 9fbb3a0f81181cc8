package org.evsebridge.simulator.line;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The smart meter directly on TCP, as a P1-to-LAN adapter has it: each client gets each telegram
 * from the next on. One that does not read is cut off once Netty's high-water mark (64 KiB) waits
 * for it; it delays nobody. What clients send is dropped.
 */
public final class MeterPort implements MeterWay, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeterPort.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Listener listener;

  private MeterPort(InetSocketAddress address, Loops loops) {
    this.listener = Listener.open("meter", address, RETRY, loops, new Reader());
  }

  /** Starts listening; port 0 picks a free one. */
  public static MeterPort open(InetSocketAddress address, Loops loops) {
    return new MeterPort(address, loops);
  }

  /** Sends a telegram to every client; returns at once. */
  @Override
  public void send(byte[] telegram) {
    clients.forEach(
        client -> {
          if (client.isWritable()) {
            client.writeAndFlush(Unpooled.wrappedBuffer(telegram));
          } else {
            LOG.info("meter: {} does not read, it is cut off", client.remoteAddress());
            client.close();
          }
        });
  }

  /** Of a client that is not writable, more than Netty's high-water mark waits. */
  @Override
  public boolean hasRoom(int bytes) {
    return clients.stream().allMatch(Channel::isWritable);
  }

  public Listener listener() {
    return listener;
  }

  @Override
  public void close() {
    listener.close();
    clients.close().awaitUninterruptibly();
  }

  @Sharable
  private final class Reader extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      clients.add(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("meter: {}", context.channel().remoteAddress(), cause);
      context.close();
    }
  }
}

package org.evsebridge.simulator.line;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.evsebridge.bridge.gateway.RequestFramer;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP port of a simulated line, in Modbus TCP or in RTU over TCP: the modules are reached as if
 * they had a network socket of their own.
 */
public final class BusPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusPort.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Rs485Bus bus;
  private final Framing framing;
  private final Wire wire;
  private Listener listener;

  private BusPort(Rs485Bus bus, Framing framing, Wire wire) {
    this.bus = bus;
    this.framing = framing;
    this.wire = wire;
  }

  /**
   * Starts listening and returns at once; a port that cannot be had is tried again until it can.
   *
   * @param address port 0 picks a free one
   * @param pace how the line's time passes for its clients
   */
  public static BusPort open(
      InetSocketAddress address, Framing framing, Rs485Bus bus, Wire pace, Loops loops) {
    BusPort port = new BusPort(bus, framing, pace);
    bus.reachedBy(wayOf(framing));
    port.listener =
        Listener.open("line " + bus.name(), address, RETRY, loops, port.new ClientInitializer());
    return port;
  }

  private static Way wayOf(Framing framing) {
    return framing == Framing.TCP ? Way.MODBUS_TCP : Way.RTU_OVER_TCP;
  }

  public Listener listener() {
    return listener;
  }

  @Override
  public void close() {
    listener.close();
    clients.close().awaitUninterruptibly();
  }

  private final class ClientInitializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      clients.add(channel);
      channel
          .pipeline()
          .addLast(new RequestFramer(RequestReader.of(framing), System::nanoTime))
          .addLast(new BusClient(channel));
    }
  }

  /** One client. */
  private final class BusClient extends SimpleChannelInboundHandler<Received>
      implements Rs485Bus.Link {
    private final Channel channel;
    private final String name;

    BusClient(Channel channel) {
      this.channel = channel;
      InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
      this.name = remote == null ? "a client" : remote.getHostString() + ":" + remote.getPort();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Received received) {
      if (received instanceof Received.Unreadable unreadable) {
        LOG.info("{}: connection closed: {}", name(), unreadable.why());
        ctx.close();
      } else {
        bus.received(this, received);
      }
    }

    /** A client that does not read its answers is not read either, until it does. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
      ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("{}: connection lost", name(), cause);
      ctx.close();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Way way() {
      return wayOf(framing);
    }

    @Override
    public Wire wire() {
      return wire;
    }

    @Override
    public void send(byte[] bytes) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
    }

    @Override
    public void cut(Duration away) {
      try {
        channel.config().setOption(ChannelOption.SO_LINGER, 0); // a reset, no orderly end
        channel.close();
      } catch (ChannelException e) {
        // The client has gone meanwhile: there is nothing to cut.
      }
    }
  }
}

package org.evsebridge.bridge.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.net.KeepAlive;
import org.evsebridge.bridge.net.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection that is made again whenever it is lost. */
final class SocketWire implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);
  private static final long RETRY_MILLIS = 500;
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final Loops loops;
  private volatile Channel channel;
  private volatile boolean closed;
  private boolean troubled; // belongs to the connection's event loop

  SocketWire(String host, int port, Loops loops) {
    this.host = host;
    this.port = port;
    this.loops = loops;
  }

  @Override
  public void start(Owner owner) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops.group().next())
            .channel(Loops.clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    KeepAlive.on(fresh, Gateway.KEEP_ALIVE);
                    fresh.pipeline().addLast(new Handler(owner));
                  }
                });
    connect(bootstrap, owner);
  }

  private void connect(Bootstrap bootstrap, Owner owner) {
    if (closed) {
      return;
    }
    bootstrap
        .connect(host, port)
        .addListener(
            (ChannelFuture connected) -> {
              Runnable again = () -> connect(bootstrap, owner);
              EventLoop loop = connected.channel().eventLoop();
              if (connected.isSuccess()) {
                long since = System.nanoTime();
                connected
                    .channel()
                    .closeFuture()
                    .addListener(over -> loop.schedule(again, pause(since), TimeUnit.NANOSECONDS));
              } else {
                failed(connected, owner);
                loop.schedule(again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  /** None, except for a connection that was closed as soon as it was made. */
  private static long pause(long since) {
    long retry = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    return System.nanoTime() - since < retry ? retry : 0;
  }

  private void failed(ChannelFuture connected, Owner owner) {
    if (!troubled && !closed) {
      troubled = true;
      LOG.warn(
          "{}:{} cannot be reached: {}; trying again every {} ms",
          host,
          port,
          reason(connected.cause()),
          RETRY_MILLIS);
      owner.down();
    }
  }

  private static String reason(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "there is no such host";
    }
    String message = String.valueOf(cause.getMessage());
    return message.contains("refused") ? "connection refused" : message;
  }

  private final class Handler extends SimpleChannelInboundHandler<ByteBuf> {
    private final Owner owner;

    Handler(Owner owner) {
      this.owner = owner;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      if (closed) {
        ctx.close();
        return;
      }
      if (troubled) {
        LOG.info("{}:{} is back", host, port);
        troubled = false;
      }
      channel = ctx.channel();
      owner.up();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      owner.received(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      channel = null;
      if (!closed) {
        LOG.info("{}:{} closed the connection; connecting again", host, port);
      }
      owner.down();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("{}:{}: connection lost", host, port, cause);
      ctx.close();
    }
  }

  @Override
  public boolean write(byte[] bytes) {
    Channel open = channel;
    if (open == null) {
      return false;
    }
    open.writeAndFlush(Unpooled.wrappedBuffer(bytes), open.voidPromise());
    return true;
  }

  @Override
  public void reset() {
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    Channel open = channel;
    if (open != null) {
      open.close().awaitUninterruptibly();
    }
  }
}

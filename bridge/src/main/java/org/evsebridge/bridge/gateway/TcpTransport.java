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
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.net.HostNames;
import org.evsebridge.bridge.net.KeepAlive;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.net.Unreachable;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection that is made again whenever it is lost. A peer that cannot be reached, or closes
 * each connection soon after it was made, is one trouble: the log says when it starts and when a
 * connection has lasted again.
 */
final class TcpTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final long RETRY_MILLIS = 500;
  private static final long LASTING_MILLIS = 5_000;
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final EventLoop loop;
  private volatile Channel attempt; // the connection, or the one that is being made
  private volatile Channel channel; // the connection
  private volatile boolean closed;
  // The next two belong to the event loop.
  private boolean down;
  private final Episode trouble = new Episode();

  TcpTransport(String host, int port, Loops loops) {
    this.host = host;
    this.port = port;
    this.loop = loops.group().next();
  }

  @Override
  public void start(Owner owner) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .resolver(new HostNames())
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
    ChannelFuture connecting = bootstrap.connect(host, port);
    attempt = connecting.channel();
    if (closed) {
      attempt.close(); // close() came in between and may have missed it
    }
    connecting.addListener(
        (ChannelFuture connected) -> {
          if (connected.isSuccess()) {
            long since = System.nanoTime();
            later(() -> lasts(connected.channel()), LASTING_MILLIS);
            connected.channel().closeFuture().addListener(over -> again(bootstrap, owner, since));
          } else {
            trouble("cannot be reached: " + Unreachable.reason(connected.cause()));
            goesDown(owner);
            later(() -> connect(bootstrap, owner), RETRY_MILLIS);
          }
        });
  }

  /** Connects anew: at once, unless the connection was closed as soon as it was made. */
  private void again(Bootstrap bootstrap, Owner owner, long since) {
    long lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    if (lived < LASTING_MILLIS) {
      trouble("is reached but no connection lasts");
    } else if (!closed) {
      LOG.info("{}:{} closed the connection; connecting again", host, port);
    }
    later(() -> connect(bootstrap, owner), lived < RETRY_MILLIS ? RETRY_MILLIS : 0);
  }

  private void later(Runnable task, long millis) {
    if (!closed) { // afterwards the loop may have ended
      loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void trouble(String what) {
    if (!closed && trouble.starts()) {
      LOG.warn("{}:{} {}; trying again every {} ms", host, port, what, RETRY_MILLIS);
    }
  }

  private void lasts(Channel connection) {
    if (connection.isActive() && trouble.end() > 0) {
      LOG.info("{}:{} is back", host, port);
    }
  }

  private void goesDown(Owner owner) {
    if (!down) {
      down = true;
      owner.down();
    }
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
      channel = ctx.channel();
      down = false;
      owner.up();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      owner.received(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      channel = null;
      goesDown(owner);
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
    Channel last = attempt;
    if (last != null) {
      last.close().awaitUninterruptibly();
    }
  }
}

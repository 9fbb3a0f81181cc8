package org.evsebridge.bridge.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.gateway.TcpConnection;
import org.evsebridge.bridge.net.HostNames;
import org.evsebridge.bridge.net.KeepAlive;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.net.Unreachable;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection that is made again whenever it is lost, or, where it is closed while nobody
 * needs it, when it is needed. A peer that cannot be reached, or closes each connection without
 * having said anything, is one trouble: the log says when it starts and when a connection has
 * lasted again.
 */
final class TcpTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final long RETRY_MILLIS = 500;
  private static final long LASTING_MILLIS = 5_000;
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final TcpConnection kept;
  private final EventLoop loop;
  private final LongSupplier clock;
  private Bootstrap bootstrap;
  private Owner owner;
  private volatile Channel attempt; // the connection, or the one that is being made
  private volatile Channel channel; // the connection
  private volatile ChannelFuture lastWrite;
  private volatile boolean closed;
  // The next ones belong to the event loop.
  private boolean connecting;
  private boolean down;
  private boolean putDown; // closed by us until it is needed
  private boolean hasSpoken;
  private long madeAt;
  private long usedAt;
  private final Episode trouble = new Episode();
  private final Episode closing = new Episode();

  /**
   * @param clock as {@link System#nanoTime}: how old a connection is, and since when it is not used
   */
  TcpTransport(String host, int port, TcpConnection kept, Loops loops, LongSupplier clock) {
    this.host = host;
    this.port = port;
    this.kept = kept;
    this.loop = loops.group().next();
    this.clock = clock;
  }

  @Override
  public void start(Owner hears) {
    owner = hears;
    bootstrap =
        new Bootstrap()
            .group(loop)
            .resolver(new HostNames())
            .channel(Loops.clientChannel())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            // Reads on until nothing is there: an end that came is seen before the next write.
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator().respectMaybeMoreData(false))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    KeepAlive.on(fresh, Gateway.KEEP_ALIVE);
                    fresh.pipeline().addLast(new Handler());
                  }
                });
    loop.execute(this::connect);
  }

  private void connect() {
    if (closed || connecting || channel != null) {
      return;
    }
    connecting = true;
    putDown = false;
    ChannelFuture outcome = bootstrap.connect(host, port);
    attempt = outcome.channel();
    if (closed) {
      attempt.close(); // close() came in between and may have missed it
    }
    outcome.addListener((ChannelFuture connected) -> connected(connected));
  }

  private void connected(ChannelFuture connected) {
    if (connected.isSuccess()) {
      madeAt = clock.getAsLong();
      usedAt = madeAt;
      hasSpoken = false;
      later(() -> lasts(connected.channel()), LASTING_MILLIS);
      connected.channel().closeFuture().addListener(over -> isClosed(connected.channel()));
      later(() -> isReady(connected.channel()), kept.pause().toMillis());
    } else {
      connecting = false;
      String why = "cannot be reached: " + Unreachable.reason(connected.cause());
      trouble(why);
      if (!down) {
        down = true;
        owner.down(host + ":" + port + " " + why);
      }
      later(this::connect, RETRY_MILLIS);
    }
  }

  /** The connection can be used, if it is still there. */
  private void isReady(Channel fresh) {
    if (!fresh.isActive() || closed) {
      return;
    }
    connecting = false;
    down = false;
    lastWrite = null;
    channel = fresh;
    owner.up();
    if (!kept.idleClose().isZero()) {
      later(() -> closeIfIdle(fresh), kept.idleClose().toMillis());
    }
  }

  private void closeIfIdle(Channel watched) {
    long left = kept.idleClose().toNanos() - (clock.getAsLong() - usedAt);
    if (watched == channel && left <= 0) {
      putDown();
    } else if (watched == channel) {
      later(() -> closeIfIdle(watched), Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1));
    }
  }

  private void putDown() {
    if (channel != null) {
      putDown = true;
      channel.close();
    }
  }

  @Override
  public void wanted() {
    loop.execute(this::connectIfPutDown);
  }

  private void connectIfPutDown() {
    if (putDown && channel == null) {
      connect();
    }
  }

  @Override
  public void free() {
    if (kept.each() || !kept.maxAge().isZero()) {
      loop.execute(this::endIfUsedUp);
    }
  }

  private void endIfUsedUp() {
    boolean old = !kept.maxAge().isZero() && clock.getAsLong() - madeAt >= kept.maxAge().toNanos();
    if (kept.each() || old) {
      putDown();
    }
  }

  /** Connects anew: at once if it was of use, unless nobody needs it. */
  private void isClosed(Channel over) {
    connecting = false;
    if (over == channel) {
      channel = null;
      if (!closed) {
        owner.interrupted();
      }
    }
    long lived = TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - madeAt);
    if (putDown || closed) {
      return;
    }
    if (!hasSpoken && lived < LASTING_MILLIS) {
      trouble("is reached but no connection lasts");
    } else if (lived >= LASTING_MILLIS) {
      LOG.info("{}:{} closed the connection; connecting again", host, port);
    } else if (closing.starts()) {
      LOG.info("{}:{} closes its connections after use; connecting again each time", host, port);
    }
    later(this::connect, !hasSpoken && lived < RETRY_MILLIS ? RETRY_MILLIS : 0);
  }

  private void later(Runnable task, long millis) {
    if (!closed) { // afterwards the loop may have ended
      if (millis == 0) {
        loop.execute(task);
      } else {
        loop.schedule(task, millis, TimeUnit.MILLISECONDS);
      }
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

  private final class Handler extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      hasSpoken = true;
      usedAt = clock.getAsLong();
      owner.received(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("{}:{}: connection lost", host, port, cause);
      ctx.close();
    }
  }

  /** Hands the bytes to the event loop, which has seen by then whether the peer has closed. */
  @Override
  public boolean write(byte[] bytes) {
    Channel open = channel;
    if (open == null) {
      lastWrite = null;
      return false;
    }
    ChannelPromise written = open.newPromise();
    lastWrite = written;
    loop.execute(
        () -> {
          usedAt = clock.getAsLong();
          open.writeAndFlush(Unpooled.wrappedBuffer(bytes), written);
        });
    return true;
  }

  @Override
  public boolean hasSent() {
    ChannelFuture last = lastWrite;
    return last != null && last.isSuccess();
  }

  @Override
  public boolean reset() {
    Channel open = channel;
    if (open != null) {
      loop.execute(open::close); // not at once: whoever asks is in the middle of something
    }
    return open != null;
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

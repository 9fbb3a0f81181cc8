package org.evsebridge.bridge.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evsebridge.bridge.natives.NativeLibraries;

/**
 * The event loops that all sockets of the program share: native epoll where there is one, NIO
 * otherwise, one for each second processor. Nothing on them may block.
 */
public final class Loops implements AutoCloseable {
  /** The lines' threads need the other half; more loops would mostly wake each other up. */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final long CLOSE_MILLIS = 2_000;

  static {
    NativeLibraries.load();
  }

  private final EventLoopGroup group;

  public Loops() {
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(THREADS, new DefaultThreadFactory("sockets", true), io);
  }

  public EventLoopGroup group() {
    return group;
  }

  /**
   * Runs a task on every event loop at an interval, as long as the loop runs.
   *
   * @param heart makes each loop's beat
   */
  public void beat(Duration interval, Supplier<Runnable> heart) {
    group.forEach(
        loop ->
            loop.scheduleAtFixedRate(heart.get(), 0, interval.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** What a server listens with. */
  public static Class<? extends ServerSocketChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /**
   * What a server listens with.
   *
   * @param families those of the clients that may come
   */
  static ServerSocketChannel serverChannel(Families families) {
    if (families != Families.IPV4) {
      return Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }
    return Epoll.isAvailable()
        ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
        : new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET);
  }

  /** What an outgoing connection is made with. */
  public static Class<? extends SocketChannel> clientChannel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** Closes every socket and ends the threads. */
  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}

package org.evsebridge.bridge.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP port that is listened on. A port that cannot be had (taken, or an address that is not up
 * yet) is tried again until it can; the trouble is logged when it starts and when it ends.
 */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 128;

  private final String name;
  private final InetSocketAddress wanted;
  private final Duration retry;
  private final Loops loops;
  private final ServerBootstrap bootstrap;
  private final CompletableFuture<Optional<InetSocketAddress>> firstTry = new CompletableFuture<>();
  private Channel channel;
  private final Episode trouble = new Episode();
  private boolean closed;

  private Listener(
      String name,
      InetSocketAddress wanted,
      Families families,
      Duration retry,
      Loops loops,
      EventLoopGroup clients,
      ChannelHandler client) {
    this.name = name;
    this.wanted = wanted;
    this.retry = retry;
    this.loops = loops;
    this.bootstrap =
        new ServerBootstrap()
            .group(loops.group(), clients)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(client);
    families.restrict(bootstrap);
  }

  /** As below, for the families that the address stands for. */
  public static Listener open(
      String name, InetSocketAddress wanted, Duration retry, Loops loops, ChannelHandler client) {
    return open(name, wanted, Families.of(wanted), retry, loops, client);
  }

  /**
   * As below, for the families that the address stands for, with all accepted connections on some
   * of the loops.
   *
   * @param clients one loop alone for clients that all get the same at the same time: it writes to
   *     them without handing over to another thread
   */
  public static Listener open(
      String name,
      InetSocketAddress wanted,
      Duration retry,
      Loops loops,
      EventLoopGroup clients,
      ChannelHandler client) {
    Listener listener =
        new Listener(name, wanted, Families.of(wanted), retry, loops, clients, client);
    listener.bind();
    return listener;
  }

  /**
   * Starts listening; returns at once.
   *
   * @param name what the log calls this port's owner
   * @param wanted {@code ::} is every address; port 0 picks a free one
   * @param families whose clients it takes
   * @param retry the pause before a port that cannot be had is tried again
   * @param client sets up each accepted connection; must be sharable
   */
  public static Listener open(
      String name,
      InetSocketAddress wanted,
      Families families,
      Duration retry,
      Loops loops,
      ChannelHandler client) {
    Listener listener = new Listener(name, wanted, families, retry, loops, loops.group(), client);
    listener.bind();
    return listener;
  }

  private synchronized void bind() {
    if (!closed) {
      bootstrap.bind(bindable()).addListener((ChannelFuture bound) -> bound(bound));
    }
  }

  /** A machine without IPv6 knows every address as IPv4's only; Netty turns that into both. */
  private InetSocketAddress bindable() {
    return wanted.isUnresolved() || !wanted.getAddress().isAnyLocalAddress()
        ? wanted
        : new InetSocketAddress(wanted.getPort());
  }

  private synchronized void bound(ChannelFuture bound) {
    if (closed) {
      bound.channel().close();
      firstTry.complete(Optional.empty());
    } else if (bound.isSuccess()) {
      channel = bound.channel();
      if (trouble.end() > 0) {
        LOG.info("{}: {} can be had now, listening", name, describe(wanted));
      }
      firstTry.complete(Optional.of((InetSocketAddress) channel.localAddress()));
    } else {
      if (trouble.starts()) {
        LOG.warn(
            "{}: cannot listen on {}: {}; trying again every {} s",
            name,
            describe(wanted),
            reason(wanted, bound.cause()),
            retry.toSeconds());
      }
      firstTry.complete(Optional.empty());
      loops.group().schedule(this::bind, retry.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Why a port cannot be had: native epoll and NIO word it differently, and neither for a person.
   */
  public static String reason(InetSocketAddress wanted, Throwable cause) {
    if (wanted.isUnresolved()) {
      return "this machine knows no host of that name";
    }
    String text = String.valueOf(cause.getMessage());
    if (text.contains("in use")) {
      return "the port is in use by another program or another entry";
    }
    if (text.contains("assign")) {
      return "this machine has no such address yet";
    }
    return text.contains("ermission denied")
        ? "this user may not listen on a port below 1024"
        : text;
  }

  private static String describe(InetSocketAddress address) {
    return address.getAddress() == null || !address.getAddress().isAnyLocalAddress()
        ? address.getHostString() + ":" + address.getPort()
        : "port " + address.getPort();
  }

  /** Where it listens after the first try; empty when the port could not be had then. */
  public CompletableFuture<Optional<InetSocketAddress>> firstTry() {
    return firstTry;
  }

  public InetSocketAddress wanted() {
    return wanted;
  }

  /** Stops listening; accepted connections stay. */
  @Override
  public synchronized void close() {
    closed = true;
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
  }
}

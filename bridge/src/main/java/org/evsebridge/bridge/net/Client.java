package org.evsebridge.bridge.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A client that bytes are sent to, up to a bound. Any thread may call; each must send all of its
 * bytes from one thread at a time for them to stay in order.
 */
public final class Client {
  private static final int LAST_WORD_SECONDS = 5;

  private final Channel channel;
  private final int mostWaiting;
  private final LongSupplier nanoTime;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong deeds = new AtomicLong();
  private volatile long lastMove;

  /**
   * @param mostWaiting how many bytes may wait for the client, beyond what the system holds
   * @param nanoTime as {@link System#nanoTime}
   */
  public Client(Channel channel, int mostWaiting, LongSupplier nanoTime) {
    this.channel = channel;
    this.mostWaiting = mostWaiting;
    this.nanoTime = nanoTime;
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(mostWaiting / 2, mostWaiting));
  }

  /**
   * Sends bytes, which must not be changed afterwards.
   *
   * @return false when too many wait already: the client does not read; nothing was sent
   */
  public boolean send(byte[] bytes) {
    if (!channel.isWritable()) {
      return false;
    }
    if (writes.getAndIncrement() == 0) {
      lastMove = nanoTime.getAsLong();
    }
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((ChannelFuture f) -> moved());
    return true;
  }

  private void moved() {
    lastMove = nanoTime.getAsLong();
    writes.decrementAndGet();
    deed();
  }

  /** The client has done something: it has said something, or taken what was sent. */
  public void deed() {
    deeds.incrementAndGet();
  }

  /** A number that changes whenever the client does something. */
  public long deeds() {
    return deeds.get();
  }

  /** Whether so much waits for the client that the sender should wait too. */
  public boolean isSlow() {
    return channel.bytesBeforeUnwritable() < mostWaiting / 2;
  }

  /**
   * Runs something on the client's event loop once all that waits for it now has gone out; never if
   * the client goes before that.
   */
  public void whenAllIsOut(Runnable task) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFuture out) -> {
              if (out.isSuccess()) {
                task.run();
              }
            });
  }

  /** How long bytes have been waiting for the client without any moving on, in nanoseconds. */
  public long standsStillFor() {
    return writes.get() == 0 ? 0 : nanoTime.getAsLong() - lastMove;
  }

  /** Sends a last word and closes; without it if the client does not take it soon. */
  public void dismiss(byte[] lastWord) {
    channel.eventLoop().schedule((Runnable) channel::close, LAST_WORD_SECONDS, TimeUnit.SECONDS);
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(lastWord))
        .addListener(ChannelFutureListener.CLOSE);
  }

  public void close() {
    channel.close();
  }

  /** Reads on, or stops reading so that the client is slowed down. */
  public void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Where the client is; empty when that is not known. */
  public Optional<InetSocketAddress> address() {
    return Optional.ofNullable((InetSocketAddress) channel.remoteAddress());
  }

  /**
   * Where the client is, as ser2net shows it: {@code ipv4,127.0.0.1,50000}, or {@code
   * ipv6,::ffff:127.0.0.1,50000} for one that came to a port of both families.
   */
  public String shown() {
    return address().map(this::shown).orElse("");
  }

  private String shown(InetSocketAddress address) {
    boolean v4 = address.getAddress() instanceof Inet4Address;
    boolean mapped = v4 && cameToBothFamilies();
    return (v4 && !mapped ? "ipv4," : "ipv6,")
        + (mapped ? "::ffff:" : "")
        + NetUtil.toAddressString(address.getAddress())
        + ","
        + address.getPort();
  }

  private boolean cameToBothFamilies() {
    return channel.parent() != null
        && channel.parent().localAddress() instanceof InetSocketAddress listener
        && listener.getAddress() instanceof Inet6Address;
  }

  /** Where the client is, for the log. */
  @Override
  public String toString() {
    return address()
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .orElse("a client");
  }
}

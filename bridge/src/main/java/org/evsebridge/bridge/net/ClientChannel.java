package org.evsebridge.bridge.net;

import io.netty.buffer.ByteBuf;
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
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.status.ClientCounters;

/**
 * A client that bytes are sent to, up to a bound. Any thread may call; each must send all of its
 * bytes from one thread at a time for them to stay in order.
 */
public final class ClientChannel {
  private static final int LAST_WORD_SECONDS = 5;

  private final Channel channel;
  private final int mostWaiting;
  private final AtomicLong unsent = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong takenBytes = new AtomicLong();
  private final AtomicLong activity = new AtomicLong();

  /**
   * @param mostWaiting how many bytes may wait for the client, beyond what the system holds
   */
  public ClientChannel(Channel channel, int mostWaiting) {
    this.channel = channel;
    this.mostWaiting = mostWaiting;
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
    return send(Unpooled.wrappedBuffer(bytes));
  }

  /**
   * Sends bytes and releases their buffer. What is for a client that has just left is dropped.
   *
   * @return false when too many wait already: the client does not read; nothing was sent
   */
  public boolean send(ByteBuf bytes) {
    if (!channel.isWritable()) {
      bytes.release();
      return !channel.isActive(); // who has left is no more writable than who does not read
    }
    int length = bytes.readableBytes();
    unsent.addAndGet(length);
    channel.writeAndFlush(bytes).addListener((ChannelFuture f) -> wasTaken(length));
    return true;
  }

  private void wasTaken(int length) {
    unsent.addAndGet(-length);
    taken.incrementAndGet();
    takenBytes.addAndGet(length);
    countActivity();
  }

  /** The client has done something: it has said something, or taken what was sent. */
  public void countActivity() {
    activity.incrementAndGet();
  }

  /** A number that changes whenever the client does something. */
  public long activity() {
    return activity.get();
  }

  /** A number that changes whenever the client takes something. */
  public long taken() {
    return taken.get();
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

  /** How many bytes wait for the client here, in pieces that the system has not taken whole. */
  long unsent() {
    return unsent.get();
  }

  /** How many bytes wait for the client: here, and in the system until its own has them. */
  public long waiting() {
    return unsent() + SendQueue.bytes(channel);
  }

  /** How it stands, as far as is known here; from any thread. */
  public ClientCounters counters() {
    return new ClientCounters(toString(), takenBytes.get(), unsent());
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
    return address().map(NetUtil::toSocketAddressString).orElse("a client");
  }
}

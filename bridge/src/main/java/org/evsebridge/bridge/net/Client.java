package org.evsebridge.bridge.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that bytes are sent to, up to a bound. Any thread may call; each must send all of its
 * bytes from one thread at a time for them to stay in order.
 */
public final class Client {
  private static final int LAST_WORD_SECONDS = 5;

  private final Channel channel;
  private final AtomicLong unsent = new AtomicLong();

  /**
   * @param mostWaiting how many bytes may wait for the client, beyond what the system holds
   */
  public Client(Channel channel, int mostWaiting) {
    this.channel = channel;
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
   * Sends bytes and releases their buffer.
   *
   * @return false when too many wait already: the client does not read; nothing was sent
   */
  public boolean send(ByteBuf bytes) {
    if (!channel.isWritable()) {
      bytes.release();
      return false;
    }
    int length = bytes.readableBytes();
    unsent.addAndGet(length);
    channel.writeAndFlush(bytes).addListener((ChannelFuture f) -> unsent.addAndGet(-length));
    return true;
  }

  /** How many bytes wait for the client here, in pieces that the system has not taken whole. */
  long unsent() {
    return unsent.get();
  }

  /** How many bytes wait for the client: here, and in the system until its own has them. */
  public long waiting() {
    return unsent() + SendQueue.bytes(channel);
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

  /** Where the client is, as ser2net shows it: {@code ipv4,127.0.0.1,50000}. */
  public String shown() {
    return address().map(Client::shown).orElse("");
  }

  private static String shown(InetSocketAddress address) {
    String family = address.getAddress() instanceof Inet4Address ? "ipv4," : "ipv6,";
    return family + address.getAddress().getHostAddress() + "," + address.getPort();
  }

  /** Where the client is, for the log. */
  @Override
  public String toString() {
    return address()
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .orElse("a client");
  }
}

package org.evsebridge.bridge.ser2net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/** One client of a connection, as its port sees it. Every method may be called on any thread. */
final class Client {
  /** How much may wait for a client that does not read, beyond what the system holds; in bytes. */
  static final int MOST_WAITING = 256 * 1024;

  static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(MOST_WAITING / 2, MOST_WAITING);

  private final Channel channel;

  Client(Channel channel) {
    this.channel = channel;
  }

  /** Sends the client bytes, which must not be changed afterwards; false when it has too many. */
  boolean send(byte[] bytes) {
    if (!channel.isWritable()) {
      return false;
    }
    channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    return true;
  }

  /** Sends a last word and closes. */
  void dismiss(byte[] lastWord) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(lastWord))
        .addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    channel.close();
  }

  /** Reads on, or stops reading so that the client is slowed down. */
  void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Where the client is, for the log. */
  @Override
  public String toString() {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "a client";
  }
}

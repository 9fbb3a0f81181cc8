package org.evsebridge.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** TCP's own way to notice that the other side has vanished without a word. */
public final class KeepAlive {
  /** So many probes without an answer end the connection. */
  public static final int PROBES = 3;

  private KeepAlive() {}

  /**
   * Turns it on for a connection.
   *
   * @param idle the silence after which the first probe goes out; the pause between probes is a
   *     third of it; at least three seconds
   */
  public static void on(Channel channel, Duration idle) {
    int seconds = Math.toIntExact(idle.toSeconds());
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    boolean epoll = channel instanceof EpollSocketChannel;
    set(
        channel,
        epoll
            ? EpollChannelOption.TCP_KEEPIDLE
            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
        seconds);
    set(
        channel,
        epoll
            ? EpollChannelOption.TCP_KEEPINTVL
            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
        seconds / PROBES);
    set(
        channel,
        epoll
            ? EpollChannelOption.TCP_KEEPCNT
            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
        PROBES);
  }

  private static void set(Channel channel, ChannelOption<Integer> option, int value) {
    channel.config().setOption(option, value);
  }
}

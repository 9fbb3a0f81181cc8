package org.evsebridge.bridge.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/** The address families, IPv4 or IPv6, whose clients a listening port accepts. */
public enum Families {
  IPV4,
  IPV6,
  BOTH;

  /** Linux's own numbers: the JVM and Netty have no name for them. */
  private static final ChannelOption<Integer> IPV6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

  /** Those that an address stands for: {@code 0.0.0.0} for IPv4, {@code ::} for both. */
  static Families of(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address ? IPV4 : BOTH;
  }

  /** Without native epoll an IPv6 socket for all addresses takes IPv4 too. */
  void restrict(ServerBootstrap bootstrap) {
    bootstrap.channelFactory(() -> Loops.serverChannel(this));
    if (this == IPV6 && Epoll.isAvailable()) {
      bootstrap.option(IPV6_ONLY, 1);
    }
  }
}

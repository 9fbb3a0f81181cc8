package org.evsebridge.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private final Loops loops = new Loops();

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void anAcceptedConnectionHasTheSilenceAskedForAndAThirdOfItBetweenThreeProbes() throws Exception {
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    ChannelInitializer<Channel> init =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            KeepAlive.on(channel, Duration.ofSeconds(60));
            accepted.complete(channel);
          }
        };
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Listener listener = Listener.open("test", any, Duration.ofSeconds(1), loops, init);
        Socket peer = new Socket(any.getAddress(), port(listener))) {
      Channel channel = accepted.get();
      boolean epoll = channel instanceof EpollSocketChannel;

      assertThat(peer.isConnected()).isTrue();
      assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
      assertThat(
              channel
                  .config()
                  .getOption(
                      epoll
                          ? EpollChannelOption.TCP_KEEPIDLE
                          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)))
          .isEqualTo(60);
      assertThat(
              channel
                  .config()
                  .getOption(
                      epoll
                          ? EpollChannelOption.TCP_KEEPINTVL
                          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL)))
          .isEqualTo(20);
      assertThat(
              channel
                  .config()
                  .getOption(
                      epoll
                          ? EpollChannelOption.TCP_KEEPCNT
                          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)))
          .isEqualTo(3);
    }
  }

  private static int port(Listener listener) throws Exception {
    return listener.firstTry().get().orElseThrow().getPort();
  }
}

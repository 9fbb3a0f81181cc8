package org.evsebridge.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.Test;

class UrgentDataTest {
  private final StringBuffer got = new StringBuffer();

  @Test
  void nativeSocketsKeepTheUrgentByteInItsPlace() throws Exception {
    assumeTrue(Epoll.isAvailable());
    sendAndReceive(
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()),
        EpollServerSocketChannel.class);
  }

  @Test
  void javasSocketsKeepTheUrgentByteInItsPlace() throws Exception {
    sendAndReceive(
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
        NioServerSocketChannel.class);
  }

  private void sendAndReceive(EventLoopGroup group, Class<? extends ServerSocketChannel> kind)
      throws Exception {
    try {
      Channel listener =
          new ServerBootstrap()
              .group(group)
              .channel(kind)
              .childHandler(new Receiver())
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      try (TcpClient client =
          TcpClient.dial(((InetSocketAddress) listener.localAddress()).getPort())) {
        client.send("ab");
        client.sendUrgent('!');
        client.send("cd");
        await().atMost(Duration.ofSeconds(20)).until(() -> got.length() >= 5);
        assertThat(got).hasToString("ab!cd");
      }
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }
  }

  private final class Receiver extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel accepted) {
      UrgentData.keepInLine(accepted);
      accepted
          .pipeline()
          .addLast(
              new SimpleChannelInboundHandler<ByteBuf>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
                  got.append(bytes.toString(StandardCharsets.ISO_8859_1));
                }
              });
    }
  }
}

package org.evsebridge.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientChannelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PIECE = 1_000;
  private static final int MUCH = 200_000;

  private final Loops loops = new Loops();
  private final CompletableFuture<ClientChannel> accepted = new CompletableFuture<>();
  private final ChannelInitializer<Channel> accept =
      new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
          accepted.complete(new ClientChannel(channel, 10_000_000));
        }
      };

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void aClientThatHasLeftIsNotTakenForOneThatDoesNotRead() {
    EmbeddedChannel channel = new EmbeddedChannel();
    ClientChannel client = new ClientChannel(channel, PIECE);
    channel.close();
    ByteBuf late = Unpooled.buffer().writeBytes(new byte[PIECE]);

    assertThat(client.send(late)).isTrue();
    assertThat(late.refCnt()).isZero();
  }

  /** A way to a client that is full: nothing goes out. */
  private static final class Stuck extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext context) {}
  }

  @Test
  void whatWaitsForAClientThatDoesNotReadIsBoundedAndNothingOfItIsLost() {
    int bound = 100 * PIECE;
    EmbeddedChannel channel = new EmbeddedChannel(new Stuck());
    ClientChannel client = new ClientChannel(channel, bound);
    int sent = 0;
    int slowAt = 0;
    while (sent < 10 * bound && client.send(new byte[PIECE])) {
      sent += PIECE;
      slowAt = slowAt == 0 && client.isSlow() ? sent : slowAt;
    }
    // Netty's own book-keeping, some bytes for each piece, counts too.
    assertThat(sent).isBetween(bound * 8 / 10, bound + PIECE);
    assertThat(slowAt).isBetween(bound * 4 / 10, bound * 6 / 10);
    assertThat(client.waiting()).isEqualTo(sent);
    assertThat(client.taken()).isZero();

    channel.pipeline().remove(Stuck.class);
    channel.flush();
    channel.runPendingTasks();
    assertThat(channel.outboundMessages()).hasSize(sent / PIECE);
    assertThat(client.waiting()).isZero();
    assertThat(client.isSlow()).isFalse();
    assertThat(client.send(new byte[PIECE])).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void anIpv6AddressIsTheSameForPeopleInTheLogAsElsewhere() throws Exception {
    Sockets.assumeIpv6();
    InetSocketAddress any = new InetSocketAddress("::1", 0);
    try (Listener listener = Listener.open("test", any, Duration.ofSeconds(1), loops, accept);
        Socket peer = new Socket("::1", listener.firstTry().get().orElseThrow().getPort())) {
      assertThat(accepted.get()).hasToString("[::1]:" + peer.getLocalPort());
    }
  }

  @Test
  void whatTheSystemHoldsForAClientThatDoesNotReadIsWaitingUntilItReads() throws Exception {
    assumeTrue(Epoll.isAvailable(), "only Linux tells");
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Listener listener = Listener.open("test", any, Duration.ofSeconds(1), loops, accept);
        TcpClient peer =
            TcpClient.dialWithSmallBuffer(listener.firstTry().get().orElseThrow().getPort())) {
      ClientChannel client = accepted.get();
      for (int sent = 0; sent < MUCH; sent += PIECE) {
        client.send(new byte[PIECE]);
      }
      await().atMost(PATIENCE).until(() -> client.unsent() == 0);

      assertThat(client.waiting()).isBetween(1L, (long) MUCH);

      assertThat(peer.read(MUCH)).hasSize(MUCH);
      await().atMost(PATIENCE).until(() -> client.waiting() == 0);
    }
  }
}

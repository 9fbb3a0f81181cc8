package org.evsebridge.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Loops loops = new Loops();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ChannelInitializer<Channel> count =
      new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
          accepted.incrementAndGet();
        }
      };

  @AfterEach
  void close() {
    loops.close();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void picksAFreePortAndSaysWhich() throws Exception {
    try (Listener listener = Listener.open("test", loopback(0), RETRY, loops, count)) {
      InetSocketAddress bound = listener.firstTry().get().orElseThrow();
      try (Socket client = new Socket(bound.getAddress(), bound.getPort())) {
        await().until(() -> accepted.get() == 1);
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  void takesAPortOnceItsOwnerLetsGo() throws Exception {
    ServerSocket owner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = owner.getLocalPort();
    try (Listener listener = Listener.open("test", loopback(port), RETRY, loops, count)) {
      assertThat(listener.firstTry().get()).isEmpty();
      owner.close();
      await().ignoreExceptions().until(() -> connects(port));
      await().until(() -> accepted.get() >= 1);
    }
    await().until(() -> !connects(port));
  }

  private static boolean connects(int port) {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return client.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Test
  void aHostThatIsNotKnownIsSaid() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 1502);
    assertThat(Listener.reason(nowhere, new UnresolvedAddressException())).contains("no host");
  }
}

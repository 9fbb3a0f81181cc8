package org.evsebridge.bridge.net;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostNamesTest {
  private static final InetAddress THERE = InetAddress.getLoopbackAddress();

  private final Loops loops = new Loops();
  private final EventLoop loop = loops.group().next();

  @AfterEach
  void close() {
    loops.close();
  }

  private Future<InetSocketAddress> lookUp(HostNames.Lookup lookup) throws Exception {
    return loop.submit(
            () ->
                new HostNames(lookup)
                    .getResolver(loop)
                    .resolve(InetSocketAddress.createUnresolved("converter", 502)))
        .get(20, SECONDS);
  }

  @Test
  void theEventLoopWorksOnWhileNoNameServerAnswers() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    Future<InetSocketAddress> found =
        lookUp(
            name -> {
              try {
                answers.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new InetAddress[] {THERE};
            });
    assertThat(loop.submit(() -> "works on").get(20, SECONDS)).isEqualTo("works on");
    assertThat(found.isDone()).isFalse();
    answers.countDown();
    assertThat(found.get(20, SECONDS)).isEqualTo(new InetSocketAddress(THERE, 502));
  }

  @Test
  void aNameThatNobodyKnowsFails() throws Exception {
    Future<InetSocketAddress> found =
        lookUp(
            name -> {
              throw new UnknownHostException(name);
            });
    assertThat(found.await(20, SECONDS)).isTrue();
    assertThat(found.cause()).isInstanceOf(UnknownHostException.class);
  }
}

package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connection waits and when it ends. */
class ConnectionTest {
  private final Queue<Runnable> toDo = new ArrayDeque<>();
  private final List<ChannelPromise> unread = new ArrayList<>();

  /** A caller who reads nothing until he is told to. */
  private final EmbeddedChannel caller =
      new EmbeddedChannel(
          new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
              unread.add(promise);
            }
          },
          new Connection(
              (request, channel) -> Optional.of(Answer.json(200, "here it is")), toDo::add));

  @AfterEach
  void end() {
    caller.finishAndReleaseAll();
  }

  private void ask() {
    caller.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/clock"));
  }

  private void makeTheAnswer() {
    toDo.remove().run();
    caller.runPendingTasks();
  }

  private void nothingHappensForLong() {
    caller.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
  }

  private void callerEnds() {
    caller.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
  }

  @Test
  void anAnswerMayBeLongInTheMakingButNotInTheReading() {
    ask();
    nothingHappensForLong();
    assertThat(caller.isOpen()).as("while it is made").isTrue();

    makeTheAnswer();
    assertThat(unread).hasSize(1);
    nothingHappensForLong();
    assertThat(caller.isOpen()).as("when it is not read").isFalse();
  }

  @Test
  void aCallerWhoHasEndedIsWaitedForUntilHeHasHisAnswer() {
    ask();
    callerEnds();
    makeTheAnswer();
    assertThat(caller.isOpen()).as("before it is read").isTrue();

    unread.get(0).setSuccess();
    assertThat(caller.isOpen()).as("after it is read").isFalse();
  }

  @Test
  void whoHasGoneMeanwhileIsNotAnswered() {
    ask();
    caller.close();
    makeTheAnswer();
    assertThat(unread).isEmpty();
  }
}

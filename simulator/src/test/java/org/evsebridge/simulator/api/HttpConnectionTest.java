package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.house.ProgramFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a connection waits and when it ends. */
class HttpConnectionTest {
  private final Queue<Runnable> toDo = new ArrayDeque<>();
  private CompletableFuture<ApiAnswer> answer =
      CompletableFuture.completedFuture(ApiAnswer.json(200, "here it is"));
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
          new HttpConnection(
              (request, channel) -> Optional.of(answer),
              toDo::add,
              new RequestDeadline(ControlApi.REQUEST_SECONDS),
              new Places(1),
              new ProgramFaults()));

  @AfterEach
  void end() {
    caller.finishAndReleaseAll();
  }

  private void ask() {
    HttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/clock");
    request.headers().set("Host", "localhost");
    caller.writeInbound(request);
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
  void whoWaitsForWhatIsStillToHappenAndGoesAwayIsLetGo() {
    answer = new CompletableFuture<>();
    ask();
    makeTheAnswer();
    nothingHappensForLong();
    assertThat(caller.isOpen()).as("while he waits").isTrue();

    callerEnds();
    assertThat(caller.isOpen()).isFalse();
    assertThat(answer).isCancelled();
    assertThat(unread).isEmpty();
  }

  @Test
  void whatHappensLaterIsAnsweredThen() {
    answer = new CompletableFuture<>();
    ask();
    makeTheAnswer();
    answer.complete(ApiAnswer.json(200, "it has happened"));
    caller.runPendingTasks();
    assertThat(unread).hasSize(1);
  }

  @Test
  void whoHasGoneMeanwhileIsNotAnswered() {
    ask();
    caller.close();
    makeTheAnswer();
    assertThat(unread).isEmpty();
  }

  /** A caller of the whole API, whose time stands still unless it is let pass. */
  private EmbeddedChannel patientCaller() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    ControlApi.addHandlers(
        channel.pipeline(),
        (request, on) -> Optional.of(answer),
        toDo::add,
        new Places(1),
        new ProgramFaults());
    return channel;
  }

  private static void say(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private static void pass(EmbeddedChannel channel, long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private static String heard(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.US_ASCII));
      part.release();
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /clock HTTP/1.1\r\nHost: localhost\r\n",
        "PUT /car HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{",
        "PUT /car HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
      })
  void whoSendsARequestByteByByteIsRefusedWhenItsTimeIsOver(String begun) {
    EmbeddedChannel slow = patientCaller();
    say(slow, begun);
    for (int waited = 0; waited < ControlApi.REQUEST_SECONDS - 1; waited++) {
      pass(slow, 1);
      say(slow, "X");
    }
    assertThat(heard(slow)).as("while there is time").isEmpty();

    pass(slow, 1);
    assertThat(heard(slow))
        .startsWith("HTTP/1.1 408 ")
        .contains("connection: close")
        .contains("within 20s of its first byte");
    assertThat(slow.isOpen()).isFalse();
    slow.finishAndReleaseAll();
  }

  @Test
  void theTimeOfARequestBeginsWithItsOwnFirstByte() {
    EmbeddedChannel caller = patientCaller();
    for (int request = 0; request < 3; request++) {
      say(caller, "GET /clock HTTP/1.1\r\n");
      pass(caller, ControlApi.REQUEST_SECONDS - 1);
      say(caller, "Host: localhost\r\n\r\n");
      pass(caller, ControlApi.REQUEST_SECONDS - 1); // while it is answered
      toDo.remove().run();
      caller.runPendingTasks();
      assertThat(heard(caller)).startsWith("HTTP/1.1 200 ");
      pass(caller, ControlApi.REQUEST_SECONDS + 5); // while nothing goes on
    }
    assertThat(caller.isOpen()).isTrue();
    caller.finishAndReleaseAll();
  }
}

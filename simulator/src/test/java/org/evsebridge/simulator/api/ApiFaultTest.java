package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.evsebridge.bridge.house.ProgramFaults;
import org.evsebridge.bridge.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulator one part of which is broken, and what the callers of its control API see of that. */
class ApiFaultTest {
  private static final String WHY = "a model lost its way";

  private final LogLines log = LogLines.of(ProgramFaults.class);
  private final Queue<Runnable> toDo = new ArrayDeque<>();
  private final EmbeddedChannel caller = new EmbeddedChannel();

  @AfterEach
  void end() {
    log.close();
    caller.finishAndReleaseAll();
  }

  private void serve(HttpConnection.Answering answers) {
    ControlApi.addHandlers(
        caller.pipeline(), answers, toDo::add, new Places(1), new ProgramFaults());
  }

  private void ask() {
    caller.writeInbound(
        Unpooled.copiedBuffer(
            "GET /clock HTTP/1.1\r\nHost: localhost\r\n\r\n", StandardCharsets.US_ASCII));
    toDo.remove().run();
    caller.runPendingTasks();
  }

  private String heard() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = caller.readOutbound(); part != null; part = caller.readOutbound()) {
      text.append(part.toString(StandardCharsets.US_ASCII));
      part.release();
    }
    return text.toString();
  }

  private static ApiAnswer unspeakable() {
    return new ApiAnswer(200, "text/plain", new byte[0], Map.of("X-Name", WHY + "\r\n"));
  }

  private static CompletableFuture<ApiAnswer> done(ApiAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  static Stream<Arguments> brokenRoutes() {
    return Stream.of(
        Arguments.of(
            "throws an exception",
            (HttpConnection.Answering)
                (request, channel) -> {
                  throw new IllegalStateException(WHY);
                }),
        Arguments.of(
            "throws an error",
            (HttpConnection.Answering)
                (request, channel) -> {
                  throw new StackOverflowError(WHY);
                }),
        Arguments.of(
            "fails later",
            (HttpConnection.Answering)
                (request, channel) ->
                    Optional.of(
                        done(unspeakable())
                            .thenApply(
                                answer -> {
                                  throw new NoClassDefFoundError(WHY);
                                }))),
        Arguments.of(
            "answers what HTTP cannot say",
            (HttpConnection.Answering) (request, channel) -> Optional.of(done(unspeakable()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRoutes")
  void aRequestThatFailsInTheProgramIsAnsweredAtOnceAndSaidOnce(
      String how, HttpConnection.Answering broken) {
    serve(broken);
    for (int i = 0; i < 3; i++) {
      ask();
      assertThat(heard())
          .startsWith("HTTP/1.1 500 ")
          .contains("\"error\" : \"this failed in the simulator, whose log says more\"");
      assertThat(caller.isOpen()).isTrue();
    }
    assertThat(log.with("ERROR")).singleElement().asString().contains("control API: GET /clock");
  }

  @Test
  void whoseAnswerCannotBeWrittenIsCutOff() {
    serve((request, channel) -> Optional.of(done(ApiAnswer.json(200, "here it is"))));
    caller
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                promise.setFailure(new IllegalStateException(WHY));
              }
            });
    ask();
    assertThat(caller.isOpen()).isFalse();
    assertThat(log.with("ERROR")).singleElement().asString().contains(WHY);
  }

  @Test
  void whatFailsWhileARequestComesCutsItsCallerOffAndIsSaid() {
    serve((request, channel) -> Optional.empty());
    caller.pipeline().fireExceptionCaught(new IllegalStateException(WHY));
    assertThat(caller.isOpen()).isFalse();
    assertThat(log.with("ERROR")).singleElement().asString().contains(WHY);
  }

  @Test
  void aCallerWhoBreaksOffIsNoFaultOfTheProgram() {
    serve((request, channel) -> Optional.empty());
    caller.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
    assertThat(caller.isOpen()).isFalse();
    assertThat(log.with("ERROR")).isEmpty();
  }

  @Test
  void whatCannotBeToldCutsOffThoseWhoWishItAndNobodyElse() {
    Events events = new Events();
    EmbeddedChannel another = new EmbeddedChannel();
    events.listen(caller, Events.Subscription.STATE);
    events.listen(another, Events.Subscription.CHANGES);
    for (int i = 0; i < 2; i++) {
      events.send(
          Events.Subscription.STATE,
          "state",
          () -> {
            throw new IllegalStateException(WHY);
          });
    }
    assertThat(caller.isOpen()).isFalse();
    assertThat(another.isOpen()).isTrue();
    assertThat(events.has(Events.Subscription.STATE)).isFalse();
    assertThat(log.with("ERROR")).singleElement().asString().contains("'state'").contains(WHY);
    another.finishAndReleaseAll();
  }
}

package org.evsebridge.simulator.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.house.ProgramFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller's connection: puts requests together and has them answered one after the other, on
 * threads that may wait. What is no HTTP is refused with a sentence, as all else is.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  static final int LARGEST_BODY = 65_536;

  /** How much of a body that is too large is still listened to, in bytes. */
  private static final int MOST_IGNORED = 1 << 20;

  /** How long a refused caller, who may still be sending, can read why. */
  private static final long REFUSED_SECONDS = 10;

  private final Answering answers;
  private final Executor threads;
  private final RequestDeadline deadline;
  private final Places places;
  private final ProgramFaults faults;

  /** Of the request that is coming or being answered; null between requests. */
  private HttpRequest head;

  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int ignored;

  /** What comes from now on is ignored: the connection ends, or is a stream of events. */
  private boolean ignoring;

  /** An answer is being made or sent: the next request waits. */
  private boolean answering;

  /** An answer is being made, for as long as that takes. */
  private boolean handling;

  /** It is made of something that is still to happen, and is nobody's when the caller goes away. */
  private boolean waiting;

  /** The caller has said all he had to say, and may still be reading. */
  private boolean ended;

  /** Answers requests. */
  interface Answering {
    /**
     * Answers a request; may wait.
     *
     * @return empty when it has taken the channel for itself; cancelled when the caller has gone
     *     before it is complete
     */
    Optional<CompletableFuture<ApiAnswer>> answer(ApiRequest request, Channel channel);
  }

  /**
   * @param deadline that a request has; stopped when it is all there
   * @param places of which this connection has one
   * @param faults where is told what failed by a fault of the program
   */
  HttpConnection(
      Answering answers,
      Executor threads,
      RequestDeadline deadline,
      Places places,
      ProgramFaults faults) {
    this.answers = answers;
    this.threads = threads;
    this.deadline = deadline;
    this.places = places;
    this.faults = faults;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (ignoring) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      LOG.debug("no HTTP", part.decoderResult().cause());
      refuse(ctx, 400, "this is no HTTP/1.1 request: " + part.decoderResult().cause().getMessage());
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(ctx, request);
    }
    if (part instanceof HttpContent content && !ignoring) {
      collect(ctx, content);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    head = request;
    body.reset();
    ignored = 0;
    if (request.protocolVersion().majorVersion() != 1) {
      refuse(ctx, 505, "this speaks HTTP/1.1, not " + request.protocolVersion());
    } else if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !HttpUtil.isTransferEncodingChunked(request)) {
      refuse(ctx, 501, "of all transfer encodings only 'chunked' is known here");
    } else if (HttpUtil.is100ContinueExpected(request)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void collect(ChannelHandlerContext ctx, HttpContent content) {
    int length = content.content().readableBytes();
    if (ignored > 0 || body.size() + length > LARGEST_BODY) {
      ignored += length;
    } else {
      try {
        content.content().readBytes(body, length);
      } catch (IOException e) {
        throw new IllegalStateException(e); // an array does not fail
      }
    }
    if (ignored > MOST_IGNORED) {
      refuse(ctx, 413, tooLarge());
    } else if (content instanceof LastHttpContent) {
      whole(ctx);
    }
  }

  private static String tooLarge() {
    return "a body has " + LARGEST_BODY + " bytes at most";
  }

  /** The next request waits until this one is answered. */
  private void whole(ChannelHandlerContext ctx) {
    deadline.stop();
    places.answers(ctx.channel());
    answering = true;
    ctx.channel().config().setAutoRead(false);
    if (ignored > 0) {
      write(ctx, ApiAnswer.refusal(413, tooLarge()));
      return;
    }
    HttpRequest request = head;
    String text = body.toString(StandardCharsets.UTF_8);
    handling = true;
    try {
      threads.execute(() -> answer(ctx, request, text));
    } catch (RejectedExecutionException e) {
      write(ctx, ApiAnswer.refusal(503, "too many requests at a time: try again"));
    }
  }

  private void answer(ChannelHandlerContext ctx, HttpRequest head, String text) {
    Optional<CompletableFuture<ApiAnswer>> answer;
    try {
      answer = answers.answer(ApiRequest.of(head, text), ctx.channel());
    } catch (RuntimeException | Error e) { // an Error too leaves nobody waiting
      answer = Optional.of(CompletableFuture.failedFuture(e));
    }
    Runnable next =
        answer.<Runnable>map(later -> () -> await(ctx, head, later)).orElse(() -> streams(ctx));
    onLoop(ctx, head, next);
  }

  private static void onLoop(ChannelHandlerContext ctx, HttpRequest head, Runnable next) {
    try {
      ctx.executor().execute(next);
    } catch (RejectedExecutionException e) {
      LOG.debug("control API: ended before {} {} was answered", head.method(), head.uri());
    }
  }

  /** Answers as soon as there is an answer. */
  private void await(
      ChannelHandlerContext ctx, HttpRequest head, CompletableFuture<ApiAnswer> later) {
    if (!later.isDone()) {
      waiting = true;
      ctx.channel().closeFuture().addListener(gone -> later.cancel(false));
      ctx.pipeline().firstContext().read(); // past those that hold the next request back
    }
    later
        .exceptionally(why -> refusal(head, why))
        .thenAccept(
            answer -> {
              if (ctx.executor().inEventLoop()) {
                write(ctx, answer);
              } else {
                onLoop(ctx, head, () -> write(ctx, answer));
              }
            });
  }

  private ApiAnswer refusal(HttpRequest head, Throwable why) {
    Throwable cause = why instanceof CompletionException ? why.getCause() : why;
    if (cause instanceof ApiException refused) {
      return ApiAnswer.refusal(refused);
    }
    if (cause instanceof CancellationException) {
      return failed(); // its caller has gone: nobody's fault
    }
    return failed(head, cause);
  }

  private ApiAnswer failed(HttpRequest head, Throwable why) {
    faults.say("control API: " + head.method() + " " + head.uri(), why);
    return failed();
  }

  private static ApiAnswer failed() {
    return ApiAnswer.refusal(500, "this failed in the simulator, whose log says more");
  }

  /** Answers, unless the caller has gone meanwhile. */
  private void write(ChannelHandlerContext ctx, ApiAnswer answer) {
    handling = false;
    waiting = false;
    if (ctx.channel().isActive()) {
      ctx.writeAndFlush(answered(answer)).addListener(sent -> written(ctx, sent.cause()));
    }
  }

  private FullHttpResponse answered(ApiAnswer answer) {
    try {
      return response(answer);
    } catch (RuntimeException | Error e) { // a header or a status that HTTP does not have
      return response(failed(head, e));
    }
  }

  /** An answer that could not be written is owed for good: who waits for it is cut off. */
  private void written(ChannelHandlerContext ctx, Throwable trouble) {
    if (trouble == null) {
      listenAgain(ctx);
    } else {
      exceptionCaught(ctx, trouble);
    }
  }

  private void listenAgain(ChannelHandlerContext ctx) {
    answering = false;
    head = null;
    places.awaits(ctx.channel());
    ctx.channel().config().setAutoRead(true); // hears at once what has waited
    endWithTheCaller(ctx);
  }

  private void streams(ChannelHandlerContext ctx) {
    handling = false;
    answering = false;
    ignoring = true;
    ctx.channel().config().setAutoRead(true); // so that its end is noticed
    endWithTheCaller(ctx);
  }

  /**
   * When the caller has ended, what he asked before is answered yet, and half a request refused.
   */
  private void endWithTheCaller(ChannelHandlerContext ctx) {
    if (!ended || answering) {
      return;
    }
    if (head != null && !ignoring) {
      refuse(ctx, 400, "this request ended before it was all there");
    } else {
      ctx.close();
    }
  }

  /** What comes after a refused request cannot be understood: the connection ends. */
  private void refuse(ChannelHandlerContext ctx, int status, String sentence) {
    ignoring = true;
    answering = true;
    FullHttpResponse response = response(ApiAnswer.refusal(status, sentence));
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    // Closed at once, the caller who is still sending would hear of a broken connection instead.
    ctx.pipeline().remove(HttpServerKeepAliveHandler.class);
    ctx.writeAndFlush(response).addListener(sent -> refused(ctx.channel()));
    ctx.executor().schedule(() -> ctx.close(), REFUSED_SECONDS, TimeUnit.SECONDS);
  }

  private void refused(Channel channel) {
    answering = false;
    if (!ended && channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    } else {
      channel.close();
    }
  }

  private FullHttpResponse response(ApiAnswer answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            isHead() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
      HttpUtil.setContentLength(response, answer.body().length);
    }
    answer.headers().forEach(response.headers()::set);
    return response;
  }

  private boolean isHead() {
    return head != null && head.method().equals(HttpMethod.HEAD);
  }

  /**
   * A connection on which nothing is going on is closed, and so is one whose caller does not read;
   * while an answer is made, it waits. A caller who has ended his side still gets his answers.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && !handling) {
      ctx.close();
    } else if (event == RequestDeadline.OVER && !answering && !ignoring) {
      refuse(
          ctx,
          408,
          "a request must be all there within "
              + ControlApi.REQUEST_SECONDS
              + "s of its first byte: send it in one go");
    } else if (event instanceof ChannelInputShutdownEvent) {
      ended = true;
      if (waiting) {
        ctx.close(); // who has gone cannot be told from who has only ended: neither is waited for
      } else {
        endWithTheCaller(ctx);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("control API: a caller went away", cause);
    } else {
      faults.say("control API", cause);
    }
    ctx.close();
  }
}

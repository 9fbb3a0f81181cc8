package org.evsebridge.simulator.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evsebridge.bridge.house.ProgramFaults;

/**
 * What happens, as server-sent events, to everyone who listens. A listener who does not keep up is
 * cut off; he delays nobody. Thread-safe.
 */
final class Events {
  /** How many listeners there may be at a time. */
  static final int MOST_LISTENERS = 16;

  static final String TYPE = "text/event-stream";

  /** A listener whose machine is gone is noticed by writing to him alone. */
  private static final long HEARTBEAT_SECONDS = 1;

  private static final byte[] STILL_HERE = bytes(": still here\n\n");

  private final Map<Channel, Subscription> listeners = new ConcurrentHashMap<>();
  private final ProgramFaults faults = new ProgramFaults();

  /** What a listener wants to hear. */
  enum Subscription {
    /** What changes, and every transaction. */
    CHANGES,
    /** How everything stands, a few times a second. */
    STATE
  }

  /** Whether somebody wants to hear of changes. */
  boolean hasListeners() {
    return has(Subscription.CHANGES);
  }

  boolean has(Subscription wish) {
    return listeners.containsValue(wish);
  }

  /** Tells of a change; it is put into words only when somebody listens. */
  void send(String event, Supplier<Object> what) {
    send(Subscription.CHANGES, event, what);
  }

  /**
   * Tells those who wish it. When that fails by a fault of the program, they are cut off: a stream
   * that stays open says that nothing has happened. Whoever tells it goes on.
   */
  void send(Subscription wish, String event, Supplier<Object> what) {
    if (!has(wish)) {
      return;
    }
    try {
      byte[] told = bytes("event: " + event + "\ndata: " + JsonText.line(what.get()) + "\n\n");
      to(wish, listener -> tell(listener, told));
    } catch (RuntimeException | Error e) {
      faults.say("control API: the event '" + event + "'", e);
      to(wish, this::cutOff);
    }
  }

  private void to(Subscription wish, Consumer<Channel> deed) {
    listeners.forEach(
        (listener, wished) -> {
          if (wished == wish) {
            deed.accept(listener);
          }
        });
  }

  /** Makes a listener of a caller until he goes away; false when all places are taken. */
  synchronized boolean listen(Channel caller, Subscription wish) {
    if (listeners.size() >= MOST_LISTENERS) {
      return false;
    }
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    HttpUtil.setTransferEncodingChunked(response, true);
    caller.write(response);
    tell(caller, bytes(": connected\n\n"));
    listeners.put(caller, wish);
    Future<?> heartbeat =
        caller
            .eventLoop()
            .scheduleAtFixedRate(
                () -> tell(caller, STILL_HERE),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    caller
        .closeFuture()
        .addListener(
            (ChannelFuture closed) -> {
              listeners.remove(caller);
              heartbeat.cancel(false);
            });
    return true;
  }

  private void tell(Channel listener, byte[] text) {
    if (listener.isWritable()) {
      listener.writeAndFlush(
          new DefaultHttpContent(Unpooled.wrappedBuffer(text)), listener.voidPromise());
    } else {
      cutOff(listener);
    }
  }

  private void cutOff(Channel listener) {
    listeners.remove(listener);
    listener.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends every stream. */
  void end() {
    for (Channel listener : listeners.keySet()) {
      listener
          .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
    }
    listeners.clear();
  }
}

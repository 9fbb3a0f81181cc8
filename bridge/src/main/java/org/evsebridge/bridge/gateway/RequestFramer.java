package org.evsebridge.bridge.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.modbus.RequestReader;

/** Bytes of a client in, {@link org.evsebridge.bridge.modbus.Received} out; tells the silence. */
public final class RequestFramer extends SimpleChannelInboundHandler<ByteBuf> {
  private static final long SILENCE_NANOS = RequestReader.SILENCE.toNanos();

  private final RequestReader reader;
  private final LongSupplier clock;
  private long lastByteAt;
  private ScheduledFuture<?> silence;

  /**
   * @param clock as {@link System#nanoTime}
   */
  public RequestFramer(RequestReader reader, LongSupplier clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
    lastByteAt = clock.getAsLong();
    reader.received(ByteBufUtil.getBytes(bytes), ctx::fireChannelRead);
    listenForSilence(ctx, SILENCE_NANOS);
  }

  private void listenForSilence(ChannelHandlerContext ctx, long nanos) {
    if (silence == null && reader.waitsForSilence()) {
      silence = ctx.executor().schedule(() -> silent(ctx), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void silent(ChannelHandlerContext ctx) {
    silence = null;
    long left = lastByteAt + SILENCE_NANOS - clock.getAsLong();
    if (left <= 0) {
      reader.silence(ctx::fireChannelRead);
      ctx.fireChannelReadComplete();
    }
    listenForSilence(ctx, Math.max(left, 0));
  }

  /** Nothing comes behind an end of what the client sends: what waits for silence is whole. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      reader.silence(ctx::fireChannelRead);
      ctx.fireChannelReadComplete();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (silence != null) {
      silence.cancel(false);
    }
    ctx.fireChannelInactive();
  }
}

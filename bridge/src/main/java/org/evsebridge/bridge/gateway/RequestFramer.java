package org.evsebridge.bridge.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.modbus.RequestReader;

/** Bytes of a client in, {@link org.evsebridge.bridge.modbus.Received} out; tells the silence. */
public final class RequestFramer extends SimpleChannelInboundHandler<ByteBuf> {
  private static final long SILENCE_NANOS = RequestReader.SILENCE.toNanos();

  private final RequestReader reader;
  private long lastByteAt;
  private ScheduledFuture<?> silence;

  public RequestFramer(RequestReader reader) {
    this.reader = reader;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
    lastByteAt = System.nanoTime();
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
    long left = lastByteAt + SILENCE_NANOS - System.nanoTime();
    if (left <= 0) {
      reader.silence(ctx::fireChannelRead);
      ctx.fireChannelReadComplete();
    }
    listenForSilence(ctx, Math.max(left, 0));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (silence != null) {
      silence.cancel(false);
    }
    ctx.fireChannelInactive();
  }
}

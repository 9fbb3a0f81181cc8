package org.evsebridge.simulator.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Tells also of a request that ends in its first line, which Netty's passes over as if nothing had
 * been said.
 */
final class RequestDecoder extends HttpRequestDecoder {
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf rest, List<Object> out)
      throws Exception {
    super.decodeLast(ctx, rest, out);
    if (out.isEmpty() && rest.isReadable()) {
      HttpMessage unfinished = createInvalidMessage();
      unfinished.setDecoderResult(
          DecoderResult.failure(
              new PrematureChannelClosureException("it ended before its first line did")));
      out.add(unfinished);
    }
  }
}

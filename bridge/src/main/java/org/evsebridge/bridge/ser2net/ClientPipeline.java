package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.GensioLayer;
import org.evsebridge.bridge.config.Ser2netAccepter;

/**
 * Sets up each accepted client: the accepter's layers from the socket up, then the port. Sharable
 * between all clients of an accepter.
 */
@ChannelHandler.Sharable
final class ClientPipeline extends ChannelInitializer<Channel> {
  private final List<GensioLayer> layersFromSocket;
  private final Map<GensioLayer.Ssl, SslContext> ssl = new HashMap<>();
  private final Supplier<Optional<Port>> ports;

  /**
   * @param ports says for each client which port it is for; empty: there is none free
   * @throws SSLException when a key or a certificate cannot be used
   */
  ClientPipeline(Ser2netAccepter accepter, Supplier<Optional<Port>> ports) throws SSLException {
    layersFromSocket = new ArrayList<>(accepter.layers());
    Collections.reverse(layersFromSocket);
    for (GensioLayer layer : layersFromSocket) {
      if (layer instanceof GensioLayer.Ssl settings) {
        ssl.put(settings, context(settings));
      }
    }
    this.ports = ports;
  }

  private static SslContext context(GensioLayer.Ssl settings) throws SSLException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile());
      settings
          .clientsAuthority()
          .ifPresent(file -> builder.trustManager(file.toFile()).clientAuth(ClientAuth.REQUIRE));
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new SSLException(e.getMessage(), e);
    }
  }

  @Override
  protected void initChannel(Channel channel) {
    Optional<Port> port = ports.get();
    if (port.isPresent()) {
      initChannel(channel, port.get());
    } else {
      channel.pipeline().addLast(new TurnAway());
    }
  }

  /** Tells a client that there is nothing for it. */
  private static final class TurnAway extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      context
          .writeAndFlush(Unpooled.copiedBuffer("No free port found\r\n", US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void initChannel(Channel channel, Port port) {
    ChannelPipeline pipeline = channel.pipeline();
    long idleSeconds = port.connection().timeout().toSeconds();
    if (idleSeconds > 0) {
      pipeline.addLast(new IdleStateHandler(0, 0, idleSeconds, TimeUnit.SECONDS));
    }
    for (GensioLayer layer : layersFromSocket) {
      if (layer instanceof GensioLayer.Ssl settings) {
        pipeline.addLast(ssl.get(settings).newHandler(channel.alloc()));
      } else if (layer instanceof GensioLayer.Telnet telnet) {
        pipeline.addLast(
            new TelnetCodec(TelnetSide.SERVER, telnet.rfc2217(), new ComPortServer(port)));
      }
    }
    pipeline.addLast(new ClientHandler(port));
  }
}

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
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.ser2net.GensioLayer;
import org.evsebridge.bridge.net.UrgentData;

/**
 * Sets up each client's connection: the layers from the socket up, then the port. Sharable between
 * all clients of an accepter.
 */
@ChannelHandler.Sharable
final class PortClientPipeline extends ChannelInitializer<Channel> {
  private final List<GensioLayer> layersFromSocket;
  private final Map<GensioLayer, SslContext> asClient;
  private final Map<GensioLayer, RenewableTls> asServer = new HashMap<>();
  private final Chooser chooser;

  /** Chooses the port for each new connection. */
  interface Chooser {
    /**
     * @return empty when no port is free
     */
    Optional<ClientArrival> choose(Channel connection);
  }

  /**
   * Reads files.
   *
   * @param name whose clients they are, for the log
   * @throws SSLException when a key or a certificate cannot be used
   */
  PortClientPipeline(String name, List<GensioLayer> layers, Chooser chooser) throws SSLException {
    this.layersFromSocket = new ArrayList<>(layers);
    Collections.reverse(layersFromSocket);
    this.asClient = Tls.ofClient(layers);
    for (GensioLayer layer : layers) {
      if (layer instanceof GensioLayer.Ssl settings) {
        asServer.put(layer, new RenewableTls(name, settings));
      }
    }
    this.chooser = chooser;
  }

  @Override
  protected void initChannel(Channel channel) {
    Optional<ClientArrival> entry = chooser.choose(channel);
    if (entry.isPresent()) {
      initChannel(channel, entry.get());
    } else {
      channel.pipeline().addLast(new TurnAway());
    }
  }

  /** Tells a client that no port is free. */
  private static final class TurnAway extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      context
          .writeAndFlush(Unpooled.copiedBuffer("No free port found\r\n", US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void initChannel(Channel channel, ClientArrival entry) {
    ChannelPipeline pipeline = channel.pipeline();
    for (GensioLayer layer : layersFromSocket) {
      if (asServer.containsKey(layer)) {
        pipeline.addLast(asServer.get(layer).newHandler());
      } else if (asClient.containsKey(layer)) {
        pipeline.addLast(asClient.get(layer).newHandler(channel.alloc()));
      } else if (layer instanceof GensioLayer.Telnet telnet) {
        UrgentData.keepInLine(channel);
        pipeline.addLast(
            new TelnetCodec(
                TelnetSide.SERVER,
                telnet.rfc2217(),
                new ComPortServer(entry.port(), telnet.rfc2217())));
      }
    }
    pipeline.addLast(new PortClientHandler(entry));
  }
}

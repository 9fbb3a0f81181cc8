package org.evsebridge.bridge.ser2net;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.evsebridge.bridge.config.ser2net.GensioLayer;

/** Turns layers that are TLS into what makes their handlers, and tells why they failed. */
final class Tls {
  private Tls() {}

  /**
   * What makes the handlers of those layers in which this side is the client. Reads files.
   *
   * @throws SSLException when a key or a certificate cannot be used
   */
  static Map<GensioLayer, SslContext> ofClient(List<GensioLayer> layers) throws SSLException {
    Map<GensioLayer, SslContext> tls = new HashMap<>();
    for (GensioLayer layer : layers) {
      if (layer instanceof GensioLayer.SslClient settings) {
        tls.put(layer, of(settings));
      }
    }
    return tls;
  }

  /**
   * Has a key and a certificate talk to a client that trusts everybody.
   *
   * @throws SSLException when they do not belong together
   */
  static void tryOut(GensioLayer.Ssl settings) throws SSLException {
    SslContext server =
        of(new GensioLayer.Ssl(settings.key(), settings.certificate(), Optional.empty()));
    SslContext client =
        SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    SslHandler here = server.newHandler(UnpooledByteBufAllocator.DEFAULT);
    SslHandler there = client.newHandler(UnpooledByteBufAllocator.DEFAULT);
    EmbeddedChannel serverSide = new EmbeddedChannel(here);
    EmbeddedChannel clientSide = new EmbeddedChannel(there);
    try {
      boolean talking = true;
      while (talking && !there.handshakeFuture().isDone()) {
        talking = carry(clientSide, serverSide) | carry(serverSide, clientSide);
      }
    } catch (DecoderException e) {
      throw new SSLException("they do not belong together", e);
    } finally {
      serverSide.finishAndReleaseAll();
      clientSide.finishAndReleaseAll();
    }
    if (!there.handshakeFuture().isSuccess()) {
      throw new SSLException("they do not belong together");
    }
  }

  /** Whether there was anything to carry. */
  private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
    Object bytes = from.readOutbound();
    if (bytes == null) {
      return false;
    }
    to.writeInbound(bytes);
    return true;
  }

  /** Reads files. */
  static SslContext of(GensioLayer.Ssl settings) throws SSLException {
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

  private static SslContext of(GensioLayer.SslClient settings) throws SSLException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .endpointIdentificationAlgorithm(null)
              .trustManager(settings.serversAuthority().toFile());
      settings
          .identity()
          .ifPresent(
              identity ->
                  builder.keyManager(identity.certificate().toFile(), identity.key().toFile()));
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new SSLException(e.getMessage(), e);
    }
  }

  /** Whether it was for the other side's certificate that no TLS came about. */
  static boolean isDistrust(Throwable cause) {
    return cause.getCause() instanceof CertificateException
        || cause instanceof SSLPeerUnverifiedException;
  }

  /** Why no TLS came about with the other side, for people: Netty would show all it has said. */
  static String reason(Throwable cause) {
    if (cause instanceof NotSslRecordException) {
      return "it does not speak TLS";
    }
    if (cause instanceof SslHandshakeTimeoutException) {
      return "it said nothing for too long where TLS should have begun";
    }
    if (cause instanceof ClosedChannelException) {
      return "it left before TLS had begun";
    }
    if (isDistrust(cause)) {
      return "its certificate is not signed by the one in CA, or not valid today";
    }
    return "its TLS did not come about: " + cause.getMessage();
  }
}

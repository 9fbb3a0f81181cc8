package org.evsebridge.bridge.ser2net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.evsebridge.bridge.config.ser2net.GensioLayer;

/** Turns the layers that are TLS into what makes their handlers, and tells why they failed. */
final class Tls {
  private Tls() {}

  /**
   * What makes the handlers of those layers that are TLS. Reads files.
   *
   * @throws SSLException when a key or a certificate cannot be used
   */
  static Map<GensioLayer, SslContext> of(List<GensioLayer> layers) throws SSLException {
    Map<GensioLayer, SslContext> tls = new HashMap<>();
    for (GensioLayer layer : layers) {
      if (layer instanceof GensioLayer.Ssl settings) {
        tls.put(layer, of(settings));
      } else if (layer instanceof GensioLayer.SslClient settings) {
        tls.put(layer, of(settings));
      }
    }
    return tls;
  }

  private static SslContext of(GensioLayer.Ssl settings) throws SSLException {
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

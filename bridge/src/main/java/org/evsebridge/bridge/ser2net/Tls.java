package org.evsebridge.bridge.ser2net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.GensioLayer;

/** Turns the layers that are TLS into what makes their handlers. Reads files. */
final class Tls {
  private Tls() {}

  /**
   * @throws SSLException when a key or a certificate cannot be used
   */
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

  /**
   * @throws SSLException when a key or a certificate cannot be used
   */
  static SslContext of(GensioLayer.SslClient settings) throws SSLException {
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
}

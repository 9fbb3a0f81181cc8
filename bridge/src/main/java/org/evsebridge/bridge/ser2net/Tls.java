package org.evsebridge.bridge.ser2net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.GensioLayer;

/** Turns the layers that are TLS into what makes their handlers, and tells why they failed. */
final class Tls {
  private Tls() {}

  /**
   * Reads files.
   *
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
   * Reads files.
   *
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
    return "its TLS did not come about: " + cause.getMessage();
  }
}

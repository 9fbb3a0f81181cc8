package org.evsebridge.bridge.config.ser2net;

import java.nio.file.Path;
import java.util.Optional;

/** Something that bytes pass on their way between a client and the data. */
public sealed interface GensioLayer {
  /**
   * The telnet protocol.
   *
   * @param rfc2217 whether the settings of the serial line go through it too
   */
  record Telnet(boolean rfc2217) implements GensioLayer {}

  /**
   * TLS, this side being the server.
   *
   * @param key the file with the private key, PEM
   * @param certificate the file with the certificate chain, PEM
   * @param clientsAuthority the certificates that clients must be signed by, PEM; empty: clients
   *     need none
   */
  record Ssl(Path key, Path certificate, Optional<Path> clientsAuthority) implements GensioLayer {}

  /**
   * TLS, this side being the client. As in ser2net, the server's certificate must be signed by the
   * authority, whatever host it names.
   *
   * @param serversAuthority the certificates that the server must be signed by, PEM
   * @param identity what the server is shown if it asks who this is
   */
  record SslClient(Path serversAuthority, Optional<Identity> identity) implements GensioLayer {}

  /**
   * Who this program is.
   *
   * @param key the file with the private key, PEM
   * @param certificate the file with the certificate chain, PEM
   */
  record Identity(Path key, Path certificate) {}
}

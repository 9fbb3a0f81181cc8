package org.evsebridge.bridge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads the layer ssl of a stack: {@code ssl(key=...,cert=...,CA=...,clientauth)}. */
final class SslReader {
  static final Set<String> KEYS =
      Set.of("key", "cert", "CA", "clientauth", "allow-authfail", "mode", "readbuf", "writebuf");

  // Where ser2net looks when the file says nothing.
  private static final String KEY = "/etc/ser2net/ser2net.key";
  private static final String CERTIFICATE = "/etc/ser2net/ser2net.crt";

  private SslReader() {}

  private static GensioArguments arguments(Gensio ssl, String mode, Ser2netDefaults defaults)
      throws Ser2netFault {
    GensioArguments arguments = new GensioArguments("ssl", ssl.arguments(), defaults);
    arguments.ignore("readbuf", "writebuf");
    if (!arguments.text("mode").orElse(mode).equals(mode)) {
      throw new Ser2netFault("ssl can only be mode=" + mode + " here");
    }
    if (arguments.flag("allow-authfail")) {
      throw new Ser2netFault(
          "'allow-authfail' cannot be had here: a wrong certificate is never taken for a right one");
    }
    return arguments;
  }

  /** Reads it in a connector, where this side is the client. */
  static GensioLayer client(Gensio ssl, Ser2netDefaults defaults) throws Ser2netFault {
    GensioArguments arguments = arguments(ssl, "client", defaults);
    arguments.ignore("clientauth");
    Optional<String> authority = arguments.text("CA");
    Optional<String> key = arguments.text("key");
    Optional<String> certificate = arguments.text("cert").or(() -> key);
    arguments.done();
    if (authority.isEmpty() || authority.get().endsWith("/")) {
      throw new Ser2netFault(
          "ssl in a connector needs CA=file here: the certificates that the server must be signed by");
    }
    if (certificate.isPresent() && key.isEmpty()) {
      throw new Ser2netFault("'cert' needs 'key': the file with the certificate's private key");
    }
    Optional<GensioLayer.Identity> identity =
        certificate.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new GensioLayer.Identity(
                    readable("key", key.get()), readable("cert", certificate.get())));
    return new GensioLayer.SslClient(readable("CA", authority.get()), identity);
  }

  /** Reads it in an accepter, where this side is the server. */
  static GensioLayer server(Gensio ssl, Ser2netDefaults defaults) throws Ser2netFault {
    GensioArguments arguments = arguments(ssl, "server", defaults);
    Path key = readable("key", arguments.text("key").orElse(KEY));
    Path certificate = readable("cert", arguments.text("cert").orElse(CERTIFICATE));
    Optional<String> authority = arguments.text("CA");
    boolean clientAuth = arguments.flag("clientauth");
    arguments.done();
    if (!clientAuth && authority.isPresent()) {
      throw new Ser2netFault("'CA' would check nobody without 'clientauth': add that, or drop it");
    }
    if (!clientAuth) {
      return new GensioLayer.Ssl(key, certificate, Optional.empty());
    }
    if (authority.isEmpty() || authority.get().endsWith("/")) {
      throw new Ser2netFault(
          "'clientauth' needs CA=file here: the certificates that clients must be signed by");
    }
    return new GensioLayer.Ssl(key, certificate, Optional.of(readable("CA", authority.get())));
  }

  private static Path readable(String key, String file) throws Ser2netFault {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new Ser2netFault("ssl: the file for '" + key + "', " + file + ", cannot be read");
    }
    return path;
  }
}

package org.evsebridge.bridge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads the layer ssl of an accepter: {@code ssl(key=...,cert=...,CA=...,clientauth)}. */
final class SslReader {
  static final Set<String> KEYS =
      Set.of("key", "cert", "CA", "clientauth", "allow-authfail", "mode", "readbuf", "writebuf");

  // Where ser2net looks when the file says nothing.
  private static final String KEY = "/etc/ser2net/ser2net.key";
  private static final String CERTIFICATE = "/etc/ser2net/ser2net.crt";

  private SslReader() {}

  static GensioLayer read(Gensio ssl, Ser2netDefaults defaults) throws Ser2netFault {
    GensioArguments arguments = new GensioArguments("ssl", ssl.arguments(), defaults);
    arguments.ignore("readbuf", "writebuf");
    if (!arguments.text("mode").orElse("server").equals("server")) {
      throw new Ser2netFault("ssl can only be mode=server in an accepter");
    }
    if (arguments.flag("allow-authfail")) {
      throw new Ser2netFault(
          "'allow-authfail' cannot be had here: a client with a wrong certificate is never let in");
    }
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
    return FileNames.path(file)
        .filter(Files::isReadable)
        .orElseThrow(
            () ->
                new Ser2netFault("ssl: the file for '" + key + "', " + file + ", cannot be read"));
  }
}

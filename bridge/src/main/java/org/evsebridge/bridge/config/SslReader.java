package org.evsebridge.bridge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the layer ssl of an accepter: {@code ssl(key=...,cert=...,CA=...,clientauth)}. */
final class SslReader {
  private SslReader() {}

  static GensioLayer read(Gensio ssl, GensioArguments.Context context) throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(GensioName.SSL, ssl.arguments(), context);
    String server = GensioArgument.SSL_MODE.standard();
    if (!arguments.text(GensioArgument.SSL_MODE).equals(Optional.of(server))) {
      throw new Ser2netFault("ssl can only be mode=" + server + " in an accepter");
    }
    Path key = readable(arguments, GensioArgument.SSL_KEY);
    boolean certificateWithKey = arguments.text(GensioArgument.SSL_CERT).isEmpty();
    Path certificate = certificateWithKey ? key : readable(arguments, GensioArgument.SSL_CERT);
    Optional<String> authority = arguments.text(GensioArgument.SSL_CA);
    boolean clientAuth = arguments.flag(GensioArgument.SSL_CLIENTAUTH);
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
    return new GensioLayer.Ssl(
        key, certificate, Optional.of(readable(arguments, GensioArgument.SSL_CA)));
  }

  private static Path readable(GensioArguments arguments, GensioArgument argument)
      throws Ser2netFault {
    String file = arguments.text(argument).orElse("");
    return FileNames.path(file)
        .filter(path -> Files.isReadable(path) && !Files.isDirectory(path))
        .orElseThrow(
            () ->
                new Ser2netFault(
                    "ssl: the file for '" + argument.key() + "', " + file + ", cannot be read"));
  }
}

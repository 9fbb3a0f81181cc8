package org.evsebridge.bridge.config.ser2net;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;

/** Reads the layer ssl of a stack: {@code ssl(key=...,cert=...,CA=...,clientauth)}. */
final class SslReader {
  private SslReader() {}

  /** Reads it in a connector, where this side is the client. */
  static GensioLayer client(Gensio ssl, GensioArguments.Context context) throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(GensioName.SSL, ssl.arguments(), context);
    Ser2netFaults faults = new Ser2netFaults();
    faults.check(() -> checkMode(arguments, "client"));
    faults.check(() -> arguments.flag(GensioArgument.SSL_CLIENTAUTH)); // clients always look
    Optional<Path> serversAuthority =
        faults.in(
            () ->
                authority(
                    arguments,
                    "ssl needs CA=file where this side dials: the certificates that the server must"
                        + " be signed by"));
    Optional<GensioLayer.Identity> identity =
        arguments.text(GensioArgument.SSL_CERT).flatMap(any -> identity(arguments, faults));
    arguments.text(GensioArgument.SSL_KEY);
    faults.check(arguments::done);
    faults.throwIfAny();
    return new GensioLayer.SslClient(serversAuthority.orElseThrow(), identity);
  }

  private static Optional<GensioLayer.Identity> identity(
      GensioArguments arguments, Ser2netFaults faults) {
    Optional<Path> key = faults.in(() -> readable(arguments, GensioArgument.SSL_KEY));
    Optional<Path> certificate = faults.in(() -> readable(arguments, GensioArgument.SSL_CERT));
    return key.flatMap(
        readableKey -> certificate.map(other -> new GensioLayer.Identity(readableKey, other)));
  }

  /** Reads it in an accepter, where this side is the server. */
  static GensioLayer server(Gensio ssl, GensioArguments.Context context) throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(GensioName.SSL, ssl.arguments(), context);
    Ser2netFaults faults = new Ser2netFaults();
    faults.check(() -> checkMode(arguments, "server"));
    Optional<Path> key = faults.in(() -> readable(arguments, GensioArgument.SSL_KEY));
    Optional<Path> certificate =
        arguments.text(GensioArgument.SSL_CERT).isEmpty()
            ? key // which holds both
            : faults.in(() -> readable(arguments, GensioArgument.SSL_CERT));
    Optional<Path> clientsAuthority = clientsAuthority(arguments, faults);
    faults.check(arguments::done);
    faults.throwIfAny();
    return new GensioLayer.Ssl(key.orElseThrow(), certificate.orElseThrow(), clientsAuthority);
  }

  private static Optional<Path> clientsAuthority(GensioArguments arguments, Ser2netFaults faults) {
    boolean given = arguments.text(GensioArgument.SSL_CA).isPresent();
    Optional<Boolean> clientAuth = faults.in(() -> arguments.flag(GensioArgument.SSL_CLIENTAUTH));
    if (clientAuth.equals(Optional.of(true))) {
      return faults.in(
          () ->
              authority(
                  arguments,
                  "'clientauth' needs CA=file here: the certificates that clients must be signed"
                      + " by"));
    }
    if (given && clientAuth.isPresent()) {
      faults.add("'CA' would check nobody without 'clientauth': add that, or drop it");
    }
    return Optional.empty();
  }

  private static void checkMode(GensioArguments arguments, String mode) throws Ser2netFault {
    if (!arguments.text(GensioArgument.SSL_MODE).orElse(mode).equals(mode)) {
      throw new Ser2netFault("ssl can only be mode=" + mode + " here");
    }
  }

  /**
   * @param needed what is said when no file is given
   */
  private static Path authority(GensioArguments arguments, String needed) throws Ser2netFault {
    if (arguments.text(GensioArgument.SSL_CA).filter(file -> !file.endsWith("/")).isEmpty()) {
      throw new Ser2netFault(needed);
    }
    return readable(arguments, GensioArgument.SSL_CA);
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

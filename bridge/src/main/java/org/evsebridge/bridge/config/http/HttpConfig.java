package org.evsebridge.bridge.config.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The block {@code http:}: what the bridge serves to the house.
 *
 * @param listen the address that clients connect to; port 0 picks a free one
 * @param meter the device of the {@code p1:} entry that is shown; empty for the only one
 * @param tokenFile where the token stands
 * @param read who may read
 * @param hosts names by which clients may call the bridge, beside those of a home network
 * @param serial what the bridge calls itself, twelve hexadecimal digits; empty for the machine's
 * @param announce whether the home network is told of it by mDNS
 */
public record HttpConfig(
    InetSocketAddress listen,
    Optional<String> meter,
    Optional<Path> tokenFile,
    Read read,
    List<String> hosts,
    Optional<String> serial,
    boolean announce,
    HttpLimits limits) {
  public HttpConfig {
    hosts = List.copyOf(hosts);
  }

  /** Who may read. */
  public enum Read {
    /** Everybody who reaches the port. */
    OPEN,
    /** Who has the token. */
    TOKEN
  }

  /** This block, with the token's file as it is seen from the file that the block stands in. */
  public HttpConfig in(Path file) {
    return new HttpConfig(
        listen, meter, tokenFile.map(file::resolveSibling), read, hosts, serial, announce, limits);
  }

  /** Such as {@code http on port 80}. */
  public String name() {
    return "http on port " + listen.getPort();
  }
}

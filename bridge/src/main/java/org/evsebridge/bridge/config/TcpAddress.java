package org.evsebridge.bridge.config;

import java.util.Optional;

/**
 * Where to listen or to dial.
 *
 * @param host empty for every address of this machine
 * @param port 0 to 65535; 0 picks a free one
 */
public record TcpAddress(Optional<String> host, int port) {
  @Override
  public String toString() {
    return host.map(name -> name + ":" + port).orElse("port " + port);
  }
}

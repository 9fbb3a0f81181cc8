package org.evsebridge.bridge.config;

import java.util.List;

/**
 * What a ser2net.yaml asks for. Faulty connections are not in it: they are left out, as ser2net
 * leaves them out, and stand among the problems.
 *
 * @param connections in the order of the file; disabled ones too
 */
public record Ser2netConfig(List<Ser2netConnection> connections) {
  public Ser2netConfig {
    connections = List.copyOf(connections);
  }
}

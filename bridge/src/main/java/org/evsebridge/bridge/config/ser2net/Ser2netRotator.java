package org.evsebridge.bridge.config.ser2net;

import java.util.List;
import org.evsebridge.bridge.yaml.Position;

/**
 * A port whose clients get the first connection that nobody uses.
 *
 * @param name the rotator's alias, for the log
 * @param connections the names of the connections; each next search starts behind the last one used
 */
public record Ser2netRotator(
    String name,
    Position at,
    Ser2netAccepter accepter,
    List<String> connections,
    Ser2netOptions options) {
  public Ser2netRotator {
    connections = List.copyOf(connections);
  }
}

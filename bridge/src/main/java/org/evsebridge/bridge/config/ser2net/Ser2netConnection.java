package org.evsebridge.bridge.config.ser2net;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.yaml.Position;

/**
 * One connection of a ser2net.yaml: whom to accept and what to connect them with.
 *
 * @param name the connection's alias, for the log and for {@code \o} in banners
 * @param at where it stands
 * @param enabled a disabled connection is read and checked but not served
 * @param connbacks the clients that the program dials itself; at most max-connections
 * @param timeout how long a client may be idle; zero for ever
 */
public record Ser2netConnection(
    String name,
    Position at,
    boolean enabled,
    Ser2netAccepter accepter,
    Ser2netConnector connector,
    List<Ser2netConnback> connbacks,
    Duration timeout,
    Ser2netOptions options) {
  public Ser2netConnection {
    connbacks = List.copyOf(connbacks);
  }

  /** Whether another one asks for the same, wherever it stands. */
  public boolean isSameAs(Ser2netConnection other) {
    return new Ser2netConnection(
            other.name,
            at,
            other.enabled,
            other.accepter,
            other.connector,
            other.connbacks,
            other.timeout,
            other.options)
        .equals(this);
  }
}

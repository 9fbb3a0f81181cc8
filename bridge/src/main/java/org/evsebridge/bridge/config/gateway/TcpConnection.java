package org.evsebridge.bridge.config.gateway;

import java.time.Duration;

/**
 * How a TCP connection to a device or converter is kept.
 *
 * @param pause after it is made, before anything is sent
 * @param idleClose after how long without use it is closed, to be made again when needed; zero for
 *     never
 * @param maxAge after how long it is made anew, between two requests; zero for never
 * @param each whether every request gets a connection of its own
 */
public record TcpConnection(Duration pause, Duration idleClose, Duration maxAge, boolean each) {
  public static final TcpConnection DEFAULT =
      new TcpConnection(Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
}

package org.evsebridge.simulator.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.evsebridge.simulator.api.ControlApi;
import org.evsebridge.simulator.api.Controlled;

/**
 * The rig's control API, and what a caller must know.
 *
 * @param address where it serves, under the host's name that was asked for
 * @param token empty when every program of this machine may call
 */
public record Control(ControlApi api, InetSocketAddress address, Optional<String> token) {
  private static final int TOKEN_BYTES = 16;

  /**
   * Starts serving. Beyond this machine a token is needed; one is made up if none is given.
   *
   * @throws RigException when the port cannot be had
   */
  static Control start(String host, int port, Optional<String> wanted, Controlled controlled)
      throws RigException {
    Ports.requireFree(host, port, "--http-port");
    InetSocketAddress address = new InetSocketAddress(host, port);
    Optional<String> token =
        address.getAddress().isLoopbackAddress() ? wanted : wanted.or(Control::madeUp);
    try {
      ControlApi api = ControlApi.start(address, token, controlled);
      return new Control(api, Ports.named(host, api.address()), token);
    } catch (IOException e) {
      throw new RigException(
          "the control API cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }

  private static Optional<String> madeUp() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Optional.of(HexFormat.of().formatHex(bytes));
  }
}

package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;

/**
 * The {@code http} block of rig.yaml. What the command line says takes precedence.
 *
 * @param token what callers must know; empty for one that is made up where one is needed
 */
public record HttpSettings(Optional<String> host, Optional<Integer> port, Optional<String> token) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Key<Optional<String>> HOST =
      Key.text("host")
          .optional("as --host")
          .says("the address that the control API listens on")
          .such("127.0.0.1");

  private static final Key<Optional<Integer>> PORT =
      Key.whole("port", 0, TcpAddress.HIGHEST_PORT)
          .optional("as --http-port")
          .says("its TCP port; 0 picks a free one")
          .such("8080");

  /** What callers must know. */
  public static final ScalarKind<String> WORD =
      Scalars.matching("8 to 256 characters without spaces", "[!-~]{8,256}");

  private static final Key<Optional<String>> TOKEN =
      Key.of("token", WORD)
          .optional("none on loopback, elsewhere one that the rig makes up and prints")
          .says("what callers must know")
          .such("correct-horse");

  static final Block<HttpSettings> BLOCK =
      Block.of(HOST, PORT, TOKEN)
          .making(given -> new HttpSettings(given.get(HOST), given.get(PORT), given.get(TOKEN)));
}

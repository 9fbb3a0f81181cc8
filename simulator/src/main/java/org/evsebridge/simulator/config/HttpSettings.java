package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Fields;

/**
 * The {@code http} block of rig.yaml. A port or host that the command line gives counts before it.
 *
 * @param token what callers must know; empty for one that is made up where one is needed
 */
public record HttpSettings(Optional<String> host, Optional<Integer> port, Optional<String> token) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** A token that fits into a header and cannot be guessed in passing. */
  private static final String TOKEN = "[!-~]{8,256}";

  /** Takes the whole block. */
  static HttpSettings read(Fields fields) {
    HttpSettings settings =
        new HttpSettings(
            fields.text("host"),
            fields.integer("port", 0, TcpAddress.HIGHEST_PORT),
            fields.value(
                "token",
                "8 to 256 characters without spaces",
                text -> Optional.of(text).filter(t -> t.matches(TOKEN))));
    fields.done();
    return settings;
  }
}

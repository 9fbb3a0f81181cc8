package org.evsebridge.bridge.config;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Key;

/** The keys that say where clients connect. */
public final class ListenKeys {
  private ListenKeys() {}

  /**
   * The TCP port.
   *
   * @param such one for examples
   */
  public static Key<Integer> port(int such) {
    return Key.whole("port", 0, TcpAddress.HIGHEST_PORT)
        .says("the TCP port that clients connect to; 0 picks a free one")
        .such(String.valueOf(such));
  }

  /** The host whose address is listened on. */
  public static Key<Optional<String>> host() {
    return Key.text("host")
        .optional("all addresses")
        .says("the address to listen on; `0.0.0.0` is IPv4 only")
        .such("127.0.0.1");
  }

  /** The address that the two keys give. */
  public static InetSocketAddress address(Optional<String> host, int port) {
    return host.map(name -> new InetSocketAddress(name, port))
        .orElseGet(() -> TcpAddress.everywhere(port));
  }
}

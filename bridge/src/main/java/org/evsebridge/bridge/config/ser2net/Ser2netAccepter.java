package org.evsebridge.bridge.config.ser2net;

import java.util.List;
import org.evsebridge.bridge.config.TcpAddress;

/**
 * Where clients come in.
 *
 * @param text as the file has it after substitution; a banner's {@code \p} shows it
 * @param layers what the bytes pass, from the outermost, next to the data, to the one next to TCP
 * @param addresses where to listen; at least one
 */
public record Ser2netAccepter(String text, List<GensioLayer> layers, List<TcpAddress> addresses) {
  public Ser2netAccepter {
    layers = List.copyOf(layers);
    addresses = List.copyOf(addresses);
  }
}

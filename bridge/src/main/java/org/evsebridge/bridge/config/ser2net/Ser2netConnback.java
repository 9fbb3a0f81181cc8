package org.evsebridge.bridge.config.ser2net;

import java.util.List;
import org.evsebridge.bridge.config.TcpAddress;

/**
 * A client that the program dials itself once the device says something. It is served like one that
 * has come to the accepter: with telnet, this side is the server.
 *
 * @param text as the file has it after substitution
 * @param layers what the bytes pass, from the one next to the data to the one next to TCP
 * @param addresses where it may be, tried in this order; at least one
 */
public record Ser2netConnback(String text, List<GensioLayer> layers, List<TcpAddress> addresses) {
  public Ser2netConnback {
    layers = List.copyOf(layers);
    addresses = List.copyOf(addresses);
  }
}

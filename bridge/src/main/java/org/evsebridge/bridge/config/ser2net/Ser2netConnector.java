package org.evsebridge.bridge.config.ser2net;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.TcpAddress;

/** What a connection's clients are connected with. */
public sealed interface Ser2netConnector {
  /** As the file has it after substitution; a banner's {@code \d} shows it. */
  String text();

  /** Whether clients stay connected while it is away; empty: they are closed. */
  Optional<KeepOpen> keepOpen();

  /**
   * A serial device.
   *
   * @param device the path of the device or of a symbolic link to one
   */
  record SerialLine(
      String text, Optional<KeepOpen> keepOpen, String device, SerialParameters parameters)
      implements Ser2netConnector {}

  /**
   * A remote serial server.
   *
   * @param layers what the bytes pass, from the one next to the data to the one next to TCP
   * @param addresses where it may be, tried in this order; at least one
   */
  record Remote(
      String text,
      Optional<KeepOpen> keepOpen,
      List<GensioLayer> layers,
      List<TcpAddress> addresses)
      implements Ser2netConnector {
    public Remote {
      layers = List.copyOf(layers);
      addresses = List.copyOf(addresses);
    }
  }
}

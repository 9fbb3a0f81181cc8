package org.evsebridge.bridge.ser2net;

import java.time.ZonedDateTime;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.ClientChannel;

/** The texts of a connection, filled in as things stand. Belongs to the port's event loop. */
record Texts(Ser2netConnection connection, Clients clients, Device device) {
  /** A text that concerns no client more than others: the first one stands in it. */
  byte[] fill(Ser2netOption<String> text) {
    return escapes().fill(connection.options().get(text));
  }

  byte[] fillFor(ClientChannel client, Ser2netOption<String> text) {
    return escapes(Optional.of(client)).fill(connection.options().get(text));
  }

  Escapes escapes() {
    return escapes(clients.all().stream().findFirst());
  }

  private Escapes escapes(Optional<ClientChannel> client) {
    return Escapes.of(
        connection, device.shown(), client.map(ClientChannel::shown), ZonedDateTime.now());
  }
}

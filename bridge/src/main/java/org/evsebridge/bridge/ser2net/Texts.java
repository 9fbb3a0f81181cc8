package org.evsebridge.bridge.ser2net;

import java.time.ZonedDateTime;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.Client;

/** The texts of a connection, filled in as things stand. Belongs to the port's event loop. */
record Texts(Ser2netConnection connection, Clients clients, Device device) {
  /** A text that concerns no client more than others: the first one stands in it. */
  byte[] fill(Ser2netOption<String> text) {
    return escapes().fill(connection.options().get(text));
  }

  byte[] fillFor(Client client, Ser2netOption<String> text) {
    return escapes(Optional.of(client)).fill(connection.options().get(text));
  }

  Escapes escapes() {
    return escapes(clients.all().stream().findFirst());
  }

  private Escapes escapes(Optional<Client> client) {
    return Escapes.of(connection, device.shown(), client.map(Client::shown), ZonedDateTime.now());
  }
}

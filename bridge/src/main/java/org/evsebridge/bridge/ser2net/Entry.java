package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;
import org.evsebridge.bridge.net.Client;

/**
 * The way of one new client into a port.
 *
 * @param arrival what happens once the client is there; called on the port's event loop
 * @param never what happens if it goes before that; called on any thread
 */
record Entry(Port port, Consumer<Client> arrival, Runnable never) {
  Entry(Port port, Consumer<Client> arrival) {
    this(port, arrival, () -> {});
  }
}

package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;
import org.evsebridge.bridge.net.ClientChannel;

/** One new client on its way to a port: it arrives, or is lost before it does. */
interface ClientArrival {
  Port port();

  /** The client is connected and its layers are ready; called on the port's event loop. */
  void arrived(ClientChannel client);

  /** It was closed before it arrived; called on any thread. */
  void neverArrived();

  /** Its TLS handshake failed; {@link #neverArrived} follows. Called on any thread. */
  void distrusted(ClientChannel client, String why);

  /**
   * A client that connected to an accepter.
   *
   * @param arrival runs when it has arrived
   * @param never runs if it is closed before
   */
  record Accepted(Port port, Consumer<ClientChannel> arrival, Runnable never)
      implements ClientArrival {
    @Override
    public void arrived(ClientChannel client) {
      arrival.accept(client);
    }

    @Override
    public void neverArrived() {
      never.run();
    }

    @Override
    public void distrusted(ClientChannel client, String why) {
      port.turnedAway(client, why);
    }
  }
}

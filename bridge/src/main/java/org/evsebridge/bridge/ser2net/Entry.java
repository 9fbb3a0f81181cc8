package org.evsebridge.bridge.ser2net;

import java.util.function.Consumer;
import org.evsebridge.bridge.net.ClientChannel;

/** The way of one new client into a port. */
interface Entry {
  Port port();

  /** The client is there; called on the port's event loop. */
  void arrived(ClientChannel client);

  /** It went before that; called on any thread. */
  void neverArrived();

  /** It will not be let in, for want of TLS; {@link #neverArrived} follows. On any thread. */
  void distrusted(ClientChannel client, String why);

  /**
   * The way of a client that came to an accepter.
   *
   * @param arrival what happens once it is there
   * @param never what happens if it goes before that
   */
  record Accepted(Port port, Consumer<ClientChannel> arrival, Runnable never) implements Entry {
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

package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.RemoteAddresses;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.ClientChannel;

/**
 * Decides which clients a port accepts, and what a refused one is told, in ser2net's words. Belongs
 * to the port's event loop, unless a method says otherwise.
 */
final class ClientAdmission {
  private final RemoteAddresses allowed;
  private final Connbacks connbacks;
  private final Clients clients;
  private final Device device;
  private final TurnedAway strangers;
  private final TurnedAway untrusted;

  ClientAdmission(
      Ser2netConnection connection,
      EventLoop loop,
      Connbacks connbacks,
      Clients clients,
      Device device) {
    this.allowed = connection.options().get(Ser2netOption.REMADDR);
    this.connbacks = connbacks;
    this.clients = clients;
    this.device = device;
    this.strangers = new TurnedAway(loop, connection.name(), "turned away by remaddr");
    this.untrusted = new TurnedAway(loop, connection.name(), "turned away by TLS");
  }

  /**
   * Gives a client a place, and takes the device for it.
   *
   * @return empty when the client is accepted, else the message for it
   */
  Optional<String> letIn(ClientChannel client) {
    if (!client.address().map(allowed::admit).orElse(true)) {
      strangers.another(client, "it is not among the addresses there");
      return Optional.of("Accessed denied due to your net address\r\n");
    }
    if (connbacks.areWanted() && device.isAway()) {
      return Optional.of("Port's device failed open\r\n");
    }
    if (!clients.take(client)) {
      return Optional.of("Port already in use\r\n");
    }
    if (!device.take()) {
      clients.giveBack(client);
      return Optional.of("Port's device already in use\r\n");
    }
    return Optional.empty();
  }

  /** A client's TLS handshake failed. */
  void distrusted(Object client, String why) {
    untrusted.another(client, why);
  }

  /**
   * Keeps a place for a client that is about to come; false when none is free, another connection
   * uses the device, or the client may not come here. Any thread may ask.
   */
  boolean reserveFor(SocketAddress client) {
    return device.isFree()
        && client instanceof InetSocketAddress address
        && allowed.admit(address)
        && clients.reserve();
  }

  /** No client is accepted any more. */
  void end() {
    strangers.end();
    untrusted.end();
  }
}

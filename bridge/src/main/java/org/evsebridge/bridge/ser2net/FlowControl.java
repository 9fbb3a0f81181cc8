package org.evsebridge.bridge.ser2net;

import java.util.List;
import java.util.function.Consumer;
import org.evsebridge.bridge.net.ClientChannel;

/**
 * Decides when the clients and the device are read, so that nothing piles up. Belongs to the port's
 * event loop.
 *
 * @param execute runs a task there
 */
record FlowControl(
    Clients clients, Connbacks connbacks, Device device, Consumer<Runnable> execute) {
  /** Reads the clients while the device has room for what they send. */
  void listenToClients() {
    clients.read(device.hasRoom());
  }

  /**
   * Reads the device while there is a client for it. A remote server also waits for slow clients; a
   * serial line cannot wait.
   */
  void listenToDevice() {
    if (device.isOpen()) {
      List<ClientChannel> slow = waitedFor();
      device.listen(!connbacks.areMissed() && slow.isEmpty());
      slow.forEach(client -> client.whenAllIsOut(() -> execute.accept(this::listenToDevice)));
    }
  }

  /** The slow clients that keep the device waiting. */
  List<ClientChannel> waitedFor() {
    return device.canWait() ? clients.slow() : List.of();
  }
}

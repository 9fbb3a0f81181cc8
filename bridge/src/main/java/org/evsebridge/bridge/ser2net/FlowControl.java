package org.evsebridge.bridge.ser2net;

import java.util.List;
import java.util.function.Consumer;
import org.evsebridge.bridge.net.ClientChannel;

/**
 * Who is listened to, so that nothing piles up. Belongs to the port's event loop.
 *
 * @param execute brings a task there
 */
record FlowControl(
    Clients clients, Connbacks connbacks, Device device, Consumer<Runnable> execute) {
  /** Listens to clients while the device is there to take what they say. */
  void listenToClients() {
    clients.read(device.hasRoom());
  }

  /**
   * Listens to the device while there is somebody to hear it. What can wait does so for a slow
   * client too; a line cannot, and so never does.
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
